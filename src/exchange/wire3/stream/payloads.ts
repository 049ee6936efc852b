import { decimalOf, type Price } from '../../../domain/money.ts'
import type { Level } from '../../../domain/market.ts'
import type { Instant } from '../../../domain/time.ts'
import type {
  ForeignMessage,
  IndexMessage,
  ListedIndex,
  ListedSecurity,
  MinuteBar,
  QuoteMessage,
  TradeMessage,
} from '../../message.ts'
import type { Traded } from '../day/traded.ts'
import { figure, priceText, rounded, slashTime } from '../wire3-format.ts'

const SIDES = { buy: 'B', sell: 'S' }

/**
 * Data of `trade.`: one trade of the book, and the day so far without what was put through. An auction names no aggressor.
 *
 * @param open - price of the first trade of the day
 */
export function tradeData(
  trade: TradeMessage,
  { multiplier }: ListedSecurity,
  open: Price | undefined,
): object {
  const volume = trade.totalVolume - trade.dealVolume
  const average = (trade.totalValue - trade.dealValue) / volume / multiplier
  return {
    t: slashTime(trade.time),
    s: trade.symbol,
    p: priceText(trade.price),
    q: figure(trade.volume),
    a: rounded(average),
    si: trade.side ? SIDES[trade.side] : '',
    o: priceText(open),
    h: priceText(trade.highest),
    l: priceText(trade.lowest),
    v: figure(volume),
  }
}

/** Data of `put.`: one deal that two parties made, and the deals of the day so far. */
export const dealData = (deal: TradeMessage): object => ({
  t: slashTime(deal.time),
  s: deal.symbol,
  p: priceText(deal.price),
  q: figure(deal.volume),
  tq: figure(deal.dealVolume),
  tv: figure(deal.dealValue),
})

/** Data of `quote.`: the best levels. Interest of an auction that has no price stands first, at 0. */
export const quoteData = (quote: QuoteMessage): object => ({
  t: slashTime(quote.time),
  s: quote.symbol,
  bids: levels(quote.bids, quote.auctionBidVolume),
  asks: levels(quote.asks, quote.auctionAskVolume),
})

function levels(side: readonly Level[], unpriced: number): readonly (readonly [string, string])[] {
  const priced = side.map(({ price, volume }) => [priceText(price), figure(volume)] as const)
  return unpriced > 0 ? [['0', figure(unpriced)], ...priced] : priced
}

/** Data of `room.`: what foreigners traded today, and the room left. */
export const roomData = (foreign: ForeignMessage): object => ({
  t: slashTime(foreign.time),
  s: foreign.symbol,
  tr: figure(foreign.totalRoom),
  cr: figure(foreign.currentRoom),
  bq: figure(foreign.buyVolume),
  bv: figure(foreign.buyValue),
  sq: figure(foreign.sellVolume),
  sv: figure(foreign.sellValue),
})

/** Data of `market.CODE`: a security's limits of the day. */
export const limitsData = (
  { symbol, venue, ceiling, floor, reference }: ListedSecurity,
  time: Instant,
): object => ({
  s: symbol,
  b: venue,
  t: slashTime(time),
  ce: priceText(ceiling),
  fl: priceText(floor),
  ref: priceText(reference),
})

/** Data of `trade.index.`: an index, what was matched in its members and what was put through. */
export const indexData = (index: IndexMessage, { venue }: ListedIndex, deals: Traded): object => ({
  s: index.indexId,
  b: venue,
  ss: index.session,
  t: slashTime(index.time),
  v: priceText(index.value),
  c: priceText(index.value - index.prior),
  cr: rounded((decimalOf(index.value - index.prior) / decimalOf(index.prior)) * 100),
  adv: figure(index.advances),
  dec: figure(index.declines),
  nc: figure(index.noChanges),
  ce: figure(index.ceilings),
  fl: figure(index.floors),
  tmv: figure(index.totalValue),
  tmq: figure(index.totalVolume),
  tvp: figure(deals.value),
  tqp: figure(deals.volume),
  tq: figure(index.totalVolume + deals.volume),
  tv: figure(index.totalValue + deals.value),
})

/** Data of `@1m` and `@5m`: the bar as it stands at `time`. */
export const barData = (code: string, bar: MinuteBar, time: Instant): object => ({
  st: slashTime(bar.start),
  t: slashTime(time),
  s: code,
  o: priceText(bar.open),
  h: priceText(bar.high),
  l: priceText(bar.low),
  c: priceText(bar.close),
  v: figure(bar.volume),
})
