import type { PrintedTrade } from '../../domain/emitted/printed.ts'
import type { Side, SideBasis, TradePhase } from '../../domain/market.ts'
import type { Price } from '../../domain/money.ts'
import type { Packing } from './recent-events.ts'

/** Words by the place that they have here. */
const wordsOf = <T extends string>(words: Readonly<Record<T, true>>) => Object.keys(words) as T[]

const SIDES = wordsOf<Side>({ neutral: true, buy: true, sell: true })
const BASES = wordsOf<SideBasis>({ none: true, feed: true, quote: true, tick: true })
const PHASES = wordsOf<TradePhase>({
  other: true,
  ato: true,
  continuous: true,
  atc: true,
  plo: true,
  putThrough: true,
})

/** What is printed of a trade, in numbers. */
export const packedTrade: Packing<PrintedTrade> = {
  width: 10,
  put(trade, into, at) {
    into[at] = trade.seq
    into[at + 1] = trade.exchangeTime
    into[at + 2] = trade.price
    into[at + 3] = trade.volume
    into[at + 4] = trade.value
    into[at + 5] = SIDES.indexOf(trade.side)
    into[at + 6] = BASES.indexOf(trade.basis)
    into[at + 7] = PHASES.indexOf(trade.phase)
    into[at + 8] = trade.bid ?? NaN
    into[at + 9] = trade.ask ?? NaN
  },
  get: (number, symbol) => ({
    kind: 'trade',
    seq: number(0),
    exchangeTime: number(1),
    symbol,
    price: number(2) as Price,
    volume: number(3),
    value: number(4),
    side: SIDES[number(5)] ?? 'neutral',
    basis: BASES[number(6)] ?? 'none',
    phase: PHASES[number(7)] ?? 'other',
    bid: known(number(8)),
    ask: known(number(9)),
  }),
}

/** A price where there was one. */
const known = (value: number): Price | undefined => (Number.isNaN(value) ? undefined : (value as Price))
