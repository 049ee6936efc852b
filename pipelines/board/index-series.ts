import type { IndexValue } from '../../src/domain/event.ts'
import { indexJson } from '../../src/domain/emitted/index-value.ts'
import { decimalOf, type Price } from '../../src/domain/money.ts'
import { type Instant, isoIct } from '../../src/domain/time.ts'
import type { IndexJson } from '../../src/domain/wire.ts'
import { type Part, recordState } from './part.ts'
import { rows } from './rows.ts'

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
  /** In the order in which they came. */
  let ids: readonly string[] = []
  const shown = rows((id) => {
    const series = kept.byId.get(id)
    return series && indexJson(series.latest)
  })
  const forget = () => {
    ids = []
    shown.clear()
  }
  return {
    ...recordState(kept, { clear: forget }),
    apply(output) {
      if (output.kind !== 'index') return
      take(kept.byId, output)
      shown.changed(output.indexId)
    },
    clear() {
      kept.byId.clear()
      forget()
    },
    all(withMinutes) {
      if (ids.length !== kept.byId.size) ids = [...kept.byId.keys()]
      const latest = shown.of(ids)
      return withMinutes ? withIntraday(latest, kept.byId) : latest
    },
  }
}

function take(byId: Map<string, Series>, latest: IndexValue) {
  let series = byId.get(latest.indexId)
  if (!series) byId.set(latest.indexId, (series = { latest, minutes: [] }))
  series.latest = latest
  const start = latest.exchangeTime - (latest.exchangeTime % MINUTE)
  const point = series.minutes.at(-1)
  if (point && point.start >= start) point.value = latest.value
  else series.minutes.push({ start, value: latest.value })
}

const withIntraday = (latest: Readonly<Record<string, IndexJson>>, byId: ReadonlyMap<string, Series>) =>
  Object.fromEntries(
    Object.entries(latest).map(([id, row]) => [
      id,
      { ...row, intraday: intradayJson(byId.get(id)?.minutes ?? []) },
    ]),
  )
