import { concatMap, filter, from, lastValueFrom, pipe, toArray } from 'rxjs'
import { beforeAll, describe, expect, it } from 'vitest'
import { bars } from '../../operators/bars.ts'
import { classify } from '../../operators/classify.ts'
import { gaps } from '../../operators/gaps.ts'
import { placed } from '../../operators/placed.ts'
import { sessionStats } from '../../operators/session-stats.ts'
import type { Gap, LastTrade, MarketEvent, Trade } from '../../src/domain/event.ts'
import { decode } from '../../src/sources/decode.ts'
import { run } from '../operators/contract.ts'
import { simulatedStream } from '../simulated-frames.ts'
import { damaged, numbered, reordered } from './damaged.ts'
import { gapAudit, isTrade } from './gap-audit.ts'

const DAYS = [
  { seed: 1, date: '2026-11-20' },
  { seed: 2, date: '2026-11-19' },
  { seed: 3, date: '2026-11-18' },
]
/** Each simulated day is damaged this many times, each time by other numbers. */
const FAULT_SEEDS = [1, 2, 3, 4, 5]
const RATE = 1e-4
const PATIENCE = 1_200_000

/** A day's last trades and projections, from the first auction to the close, as read from the frames of the wire. */
const told = (day: (typeof DAYS)[number]): Promise<LastTrade[]> =>
  lastValueFrom(
    from(simulatedStream({ ...day, from: '08:30', until: '15:10', symbols: 430, kinds: ['trade'] })).pipe(
      concatMap(decode),
      placed(),
      filter((event) => event.kind === 'last'),
      toArray(),
    ),
  )

const placeOf = ({ symbol, totalVolume }: { readonly symbol: string; readonly totalVolume: number }) =>
  `${symbol} ${totalVolume}`
const tradesIn = (events: readonly MarketEvent[]) =>
  events.filter((event): event is Trade => event.kind === 'trade')
const gapsIn = (events: readonly MarketEvent[]) =>
  events.filter((event): event is Gap => event.kind === 'gap')

/** Volumes by symbol, those of 0 left out. */
function sums(
  parts: readonly (readonly [symbol: string, volume: number | undefined])[],
): ReadonlyMap<string, number> {
  const bySymbol = new Map<string, number>()
  for (const [symbol, volume = 0] of parts) bySymbol.set(symbol, (bySymbol.get(symbol) ?? 0) + volume)
  return new Map([...bySymbol].filter(([, volume]) => volume !== 0))
}
const total = (volumes: ReadonlyMap<string, number>) =>
  [...volumes.values()].reduce((sum, volume) => sum + volume, 0)
const netOf = (events: readonly MarketEvent[]) =>
  sums(gapsIn(events).map(({ symbol, missingVolume }) => [symbol, missingVolume]))

/** Each bar as it was told last. */
const finalBars = (events: readonly MarketEvent[]) =>
  new Map(
    run(events, pipe(classify(), bars(60_000))).map(({ symbol, start, open, high, low, close, volume }) => [
      `${symbol} ${start}`,
      { open, high, low, close, volume },
    ]),
  )

/** The last totals of each security: all volume, and the part that is missing. */
const finalTotals = (events: readonly MarketEvent[]) =>
  new Map(run(events, pipe(classify(), sessionStats())).map((stats) => [stats.symbol, stats]))

describe.each(DAYS)('gap truth, simulated day $date of seed $seed', (day) => {
  let messages: readonly LastTrade[]
  let clean: readonly MarketEvent[]
  beforeAll(async () => {
    messages = numbered(await told(day))
    clean = run(messages, gaps())
  }, PATIENCE)

  it('reports nothing on a clean day, and tells each trade once', () => {
    expect(gapsIn(clean)).toEqual([])
    expect(tradesIn(clean).map(placeOf)).toEqual(messages.filter(isTrade).map(placeOf))
    console.log(`${day.date}: ${messages.length} messages, ${tradesIn(clean).length} trades, no gap`)
  })

  it('of a day that only came out of order misses nothing, loses and doubles no trade, and gives the same bars', () => {
    const events = run(reordered(messages, day.seed), gaps())
    expect(netOf(events)).toEqual(new Map())
    expect(tradesIn(events).map(placeOf).sort()).toEqual(tradesIn(clean).map(placeOf).sort())
    const shown = finalBars(events)
    const expected = finalBars(clean)
    expect(shown.size).toBe(expected.size)
    for (const [key, bar] of expected) expect(shown.get(key), key).toEqual(bar)
    const late = tradesIn(events).filter((trade) => trade.late).length
    console.log(
      `${day.date} out of order: ${late} trades late, ${gapsIn(events).length} gaps, which add up to 0 everywhere`,
    )
  })

  it('finds what was lost within one trade, and exactly that', () => {
    const all = { lost: 0, soon: 0, later: 0, never: 0, doubled: 0, volume: 0 }
    for (const seed of FAULT_SEEDS) {
      const { lost, doubled, arrived } = damaged(messages, RATE, seed)
      const events = run(arrived, gaps())
      const audit = gapAudit(arrived, lost, events)
      expect(audit.wrong, `seed ${seed}: messages after which the gaps are not what is missing`).toBe(0)
      const heard = new Set(arrived.filter(isTrade).map(placeOf))
      expect(tradesIn(events)).toHaveLength(heard.size)
      expect(new Set(tradesIn(events).map(placeOf))).toEqual(heard)

      // What is lost after a security's last message of the day shows in nothing that the feed says.
      const shown = [...lost].filter((trade) => trade.totalVolume <= (audit.totals.get(trade.symbol) ?? 0))
      const missing = sums(shown.map(({ symbol, volume }) => [symbol, volume]))
      expect(audit.net).toEqual(missing)
      const stats = finalTotals(events)
      expect(sums([...stats].map(([symbol, { totalVolume }]) => [symbol, totalVolume]))).toEqual(
        sums([...audit.totals]),
      )
      expect(sums([...stats].map(([symbol, { parts }]) => [symbol, parts.gap.totalVolume]))).toEqual(missing)

      all.lost += [...lost].filter(isTrade).length
      all.doubled += doubled
      all.volume += total(missing)
      for (const key of ['soon', 'later', 'never'] as const) all[key] += audit[key]
    }
    console.log(
      `${day.date} damaged ${FAULT_SEEDS.length} times: ${all.lost} trades lost, ${all.soon} shown by the security's next ` +
        `message, ${all.later} later, ${all.never} had no message after them; ${all.volume} shares and contracts missing, all ` +
        `told; ${all.doubled} messages doubled, no trade told twice`,
    )
    expect(all.soon / (all.lost - all.never)).toBeGreaterThanOrEqual(0.999)
  })
})
