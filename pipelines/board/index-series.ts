import type { IndexValue } from '../../src/domain/event.ts'
import { indexJson } from '../../src/domain/emitted/index-value.ts'
import { decimalOf, type Price } from '../../src/domain/money.ts'
import { type Instant, isoIct } from '../../src/domain/time.ts'
import type { IndexJson } from '../../src/domain/wire.ts'
import { type Part, recordState } from './part.ts'
import { remembered } from './remembered.ts'

const MINUTE = 60_000

interface Series {
  latest: IndexValue
  /** Last value of each minute: at most some 270 a day. */
  readonly minutes: { start: Instant; value: Price }[]
}

const intradayJson = (minutes: Series['minutes']) =>
  minutes.map(({ start, value }) => ({ timestamp: isoIct(start), value: decimalOf(value) }))

/** The followed indices today. */
export interface IndexSeries extends Part {
  /** Latest values; with the point of each minute when a whole state is asked for. */
  all(withMinutes: boolean): Readonly<Record<string, IndexJson>>
}

/** Keeps the latest value of each index, and one point a minute. */
export function indexSeries(): IndexSeries {
  const kept = { byId: new Map<string, Series>() }
  const rows = remembered<string, IndexJson>()
  return {
    ...recordState(kept),
    apply(output) {
      if (output.kind !== 'index') return
      let series = kept.byId.get(output.indexId)
      if (!series) kept.byId.set(output.indexId, (series = { latest: output, minutes: [] }))
      series.latest = output
      const start = output.exchangeTime - (output.exchangeTime % MINUTE)
      const point = series.minutes.at(-1)
      if (point && point.start >= start) point.value = output.value
      else series.minutes.push({ start, value: output.value })
    },
    clear() {
      kept.byId.clear()
      rows.clear()
    },
    all: (withMinutes) =>
      Object.fromEntries(
        [...kept.byId].map(([id, { latest, minutes }]) => {
          const row = rows.of(id, [latest], () => indexJson(latest))
          return [id, withMinutes ? { ...row, intraday: intradayJson(minutes) } : row]
        }),
      ),
  }
}
