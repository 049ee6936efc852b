import { filter, from, lastValueFrom, map, mergeMap, pipe, startWith, takeWhile, toArray } from 'rxjs'
import { evidence } from '../../operators/state/evidence.ts'
import { gaps } from '../../operators/gaps.ts'
import { placed } from '../../operators/placed.ts'
import type { FeedEvent, MarketEvent, Trade } from '../domain/event.ts'
import type { Frame } from '../domain/frame.ts'
import type { Evidence } from '../domain/lineage.ts'
import type { Venue } from '../domain/market.ts'
import { decimalOf } from '../domain/money.ts'
import { decode } from '../sources/decode.ts'
import type { LogReader } from './log-reader.ts'

/** Trades of a security in continuous trading, and what they have to add up to. */
export interface TradesWindow {
  readonly symbol: string
  readonly venue: Venue
  /** Place of the first, and of what follows the last. */
  readonly from: number
  readonly until: number
  readonly count: number
  readonly volume: number
}

/** How many times as far back it is begun to read when the trades do not add up: what came late or twice shows only to who read what it repeats. */
const BACK = [0, 8, 64]

/**
 * Finds the trades of a window in the log again. Only frames of the security are decoded, from the first one of the window on; what came
 * before it is read when they do not add up.
 */
export async function windowTrades(
  read: LogReader,
  window: TradesWindow,
): Promise<{ readonly trades: readonly Evidence[]; readonly isWhole: boolean }> {
  let trades: readonly Evidence[] = []
  for (const times of BACK) {
    const begin = Math.max(1, window.from - times * (window.until - window.from))
    trades = await tradesFrom(read, begin, window)
    if (addsUp(trades, window)) return { trades, isWhole: true }
  }
  return { trades, isWhole: false }
}

const addsUp = (trades: readonly Evidence[], { count, volume }: TradesWindow): boolean =>
  trades.length === count && trades.reduce((sum, { values }) => sum + Number(values['volume']), 0) === volume

async function tradesFrom(
  read: LogReader,
  begin: number,
  window: TradesWindow,
): Promise<readonly Evidence[]> {
  const events$ = from(read(begin)).pipe(
    takeWhile((frames) => (frames[0]?.seq ?? 0) < window.until),
    mergeMap((frames) => frames.flatMap((frame) => eventsIn(frame, window))),
    startWith(listOf(window)),
  )
  return lastValueFrom(events$.pipe(tradesOf(window), toArray()))
}

const eventsIn = (frame: Frame, { symbol, until }: TradesWindow): readonly FeedEvent[] =>
  frame.seq < until && frame.text.includes(symbol)
    ? decode(frame).filter((event) => 'symbol' in event && event.symbol === symbol)
    : []

const tradesOf = ({ symbol, from: first }: TradesWindow) =>
  pipe(
    placed(),
    gaps(),
    filter(
      (event: MarketEvent): event is Trade =>
        event.kind === 'trade' &&
        event.symbol === symbol &&
        event.phase === 'continuous' &&
        event.seq >= first,
    ),
    map((trade) => evidence('trade', trade, { price: decimalOf(trade.price), volume: trade.volume })),
  )

/** Where the security trades, for feeds that do not say so with each message. */
const listOf = ({ symbol, venue }: TradesWindow): FeedEvent => ({
  kind: 'securities',
  seq: 0,
  exchangeTime: 0,
  receivedTime: 0,
  securities: [{ symbol, venue, instrument: 'stock', name: symbol }],
})
