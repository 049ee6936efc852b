import fc from 'fast-check'
import type { ClassifiedTrade, Clock, Quote } from '../domain/event.ts'
import { type Price, priceOfHundredths, type Quantity } from '../domain/money.ts'
import { type Instant, type IsoDate, instantOf } from '../domain/time.ts'
import { classifiedTrade, clock, quote } from './make.ts'

/** What a market is made of. */
export interface MarketEventOptions {
  /** FPT and VNM unless said. */
  readonly symbols?: readonly string[]
  /** Trading dates, in order; what happens is shared out among them. 2026-11-20 unless said. */
  readonly dates?: readonly IsoDate[]
  readonly minLength?: number
  /** 60 unless said. */
  readonly maxLength?: number
}

/** One thing that happens, as fast-check draws and shrinks it. */
interface Step {
  readonly does: 'trade' | 'quote' | 'clock'
  readonly symbol: string
  /** ms since the last one. */
  readonly wait: number
  /** Ticks that the best bid moves by. */
  readonly move: number
  /** Ticks between the best bid and the best ask. */
  readonly spread: number
  readonly lots: number
  readonly side: 'buy' | 'sell' | 'neutral'
}

const TICK = 10_000
const LOT = 100
const HOUR = 3_600_000
const OPEN = 9.25 * HOUR
const CLOSE = 14.5 * HOUR
const [LUNCH, LUNCH_END] = [11.5 * HOUR, 13 * HOUR]

const steps = (
  does: Step['does'][],
  { symbols = ['FPT', 'VNM'], minLength = 0, maxLength = 60 }: MarketEventOptions,
): fc.Arbitrary<readonly Step[]> =>
  fc.array(
    fc.record({
      does: fc.constantFrom(...does),
      symbol: fc.constantFrom(...symbols),
      // Many in the same second, some after minutes: what windows and bars make of both is what goes wrong.
      wait: fc.oneof(fc.constantFrom(0, 1_000), fc.nat(30_000), fc.nat(1_200_000)),
      move: fc.integer({ min: -3, max: 3 }),
      spread: fc.integer({ min: 1, max: 3 }),
      lots: fc.integer({ min: 1, max: 500 }),
      side: fc.constantFrom('buy' as const, 'sell' as const, 'neutral' as const),
    }),
    { minLength, maxLength },
  )

/** The book and the day of one security. */
interface Standing {
  bid: Price
  ask: Price
  total: Quantity
}

/** Turns steps into events: times grow and stand in the continuous session, prices on ticks, a day's volume adds up. */
function happened(drawn: readonly Step[], dates: readonly IsoDate[]): (ClassifiedTrade | Quote | Clock)[] {
  let date: IsoDate | undefined
  let time = OPEN
  const standings = new Map<string, Standing>()
  return drawn.map((step, i) => {
    const today = dates[Math.floor((i * dates.length) / drawn.length)]
    if (today === undefined) throw new RangeError('A market needs a date.')
    if (today !== date) standings.clear()
    time = today === date ? later(time, step.wait) : OPEN
    date = today
    return eventOf(step, moved(standings, step), { seq: i + 1, exchangeTime: instantOf(today, time) })
  })
}

/** Time that passes in a session: there is no lunch, and the last second before the closing auction stays. */
function later(time: number, wait: number): number {
  const then = time + wait
  const open = time < LUNCH && then >= LUNCH ? then + LUNCH_END - LUNCH : then
  return Math.min(open, CLOSE - 1_000)
}

function moved(standings: Map<string, Standing>, { symbol, move, spread }: Step): Standing {
  const standing = standings.get(symbol) ?? {
    bid: priceOfHundredths(10_000_000),
    ask: priceOfHundredths(10_010_000),
    total: 0,
  }
  standings.set(symbol, standing)
  standing.bid = priceOfHundredths(Math.max(TICK, standing.bid + move * TICK))
  standing.ask = priceOfHundredths(standing.bid + spread * TICK)
  return standing
}

function eventOf(
  { does, symbol, lots, side }: Step,
  standing: Standing,
  stamp: { readonly seq: number; readonly exchangeTime: Instant },
): ClassifiedTrade | Quote | Clock {
  const { bid, ask } = standing
  const volume = lots * LOT
  if (does === 'clock') return clock(stamp)
  if (does === 'quote')
    return quote({ ...stamp, symbol, bids: [{ price: bid, volume }], asks: [{ price: ask, volume }] })
  standing.total += volume
  const told = { ...stamp, symbol, volume, totalVolume: standing.total, price: side === 'buy' ? ask : bid }
  return side === 'neutral'
    ? classifiedTrade(told)
    : classifiedTrade({ ...told, side, basis: 'quote', bid, ask })
}

/**
 * Trades, quotes and seconds of a market, for properties: in the order of the log, times that never go back and stand in the continuous
 * session, prices on ticks, `totalVolume` that adds up for each security and date. Shrinks to fewer, simpler ones.
 *
 * ```ts
 * test.prop([marketEvents({ dates: ['2026-11-19', '2026-11-20'] })])('…', (events) => { … })
 * ```
 */
export const marketEvents = (
  options: MarketEventOptions = {},
): fc.Arbitrary<(ClassifiedTrade | Quote | Clock)[]> =>
  steps(['trade', 'trade', 'quote', 'clock'], options).map((drawn) => happened(drawn, datesOf(options)))

/** Trades of a market as `marketEvents` has it. */
export const marketTrades = (options: MarketEventOptions = {}): fc.Arbitrary<ClassifiedTrade[]> =>
  steps(['trade'], options).map((drawn) =>
    happened(drawn, datesOf(options)).filter((event) => event.kind === 'trade'),
  )

/** Quotes of a market as `marketEvents` has it. */
export const marketQuotes = (options: MarketEventOptions = {}): fc.Arbitrary<Quote[]> =>
  steps(['quote'], options).map((drawn) =>
    happened(drawn, datesOf(options)).filter((event) => event.kind === 'quote'),
  )

const datesOf = ({ dates = ['2026-11-20'] }: MarketEventOptions): readonly IsoDate[] => dates
