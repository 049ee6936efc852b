import type { OperatorFunction } from 'rxjs'
import type {
  Band,
  DecodedEvent,
  Gap,
  LastTrade,
  MarketEvent,
  PutThrough,
  Trade,
} from '../src/domain/event.ts'
import { type Price, type Quantity, turnover } from '../src/domain/money.ts'
import { ictTimeOfDay } from '../src/domain/time.ts'
import { phaseOfTime } from '../src/market/phases.ts'
import { pointValue } from '../src/market/point-value.ts'
import { bySymbol } from './state/by-symbol.ts'
import { beginDeals, type DealCount, dealCount, dealsBefore, growByDeal } from './state/deal-count.ts'
import { feedClock, feedTime } from './state/feed-clock.ts'
import { stateful } from './state/stateful.ts'
import { grow, type Growth, type Missing, type VolumeCount, volumeCount } from './state/volume-count.ts'

interface Counted {
  readonly multiplier: number
  readonly volume: VolumeCount
  /** Only where the feed tells deals apart. */
  deals: DealCount | undefined
}

const begin = () => ({ time: feedTime(), counts: new Map<string, Counted>() })

const counted = (symbol: string): Counted => ({
  multiplier: pointValue(symbol),
  volume: volumeCount(),
  deals: undefined,
})

/**
 * Makes trades, and gaps between them, of the last trades that a feed repeats with every change.
 *
 * - A message claims the stretch of the day's volume that ends at its total and is as long as its last trade. What of it no
 *   message claimed before is a `trade`, and of a new one no more than the total grew by: a second copy, a change of the book
 *   and a repeated total give nothing.
 * - Volume that no message claimed when one behind it came is a `gap`, told before the trade; so is growth without a trade. The
 *   day's count begins at 0. A trade that comes late takes its volume back by gaps below 0, which come before it.
 * - So the order in which messages come changes the trades' order and nothing else, and what the gaps of a security add up to is
 *   what was lost. A security's oldest of 256 holes is given up: a late trade there counts as told.
 * - A lower total with a new time is a new count: the next trade or gap says `restart`. What is older than its first message
 *   gives nothing. What is older within a count is late, however old it is.
 * - A deal that the feed tells apart (`putThrough`) passes as it is and then is a trade of its phase, once, as where the feed counts deals
 *   among the trades. Deals have a count of their own: none is volume that the book's total lacks, and a lost one is a gap, too. A trade's
 *   `totalVolume` has the deals in it that were told before.
 * - Before the opening of its venue nothing was traded: a total that a feed tells then is the day before's, and gives nothing. Neither does a
 *   message of a day that is over. All other kinds pass as they are.
 *
 * Trades and gaps of a security add up to the feed's highest total, at any time, and with deals told apart to that and theirs.
 */
export function gaps(): OperatorFunction<DecodedEvent | Band, MarketEvent> {
  return stateful(begin, ({ time, counts }, emit) => {
    const clock = feedClock(time)
    const all = bySymbol(counts, counted)

    const tell = (last: LastTrade, growth: Growth, { multiplier, deals }: Counted): void => {
      for (const missing of growth.missing) emit(gap(last, missing, growth.restart))
      if (deals && growth.restart) beginDeals(deals)
      if (last.price === undefined || growth.traded <= 0) return
      const totalVolume = last.totalVolume + (deals ? dealsBefore(deals, last.totalVolume) : 0)
      emit(trade(last, growth, { price: last.price, multiplier, totalVolume }))
    }

    const tellLast = (last: LastTrade): void => {
      const security = all.of(last.symbol)
      if (security.volume.total === 0 && isOfDayBefore(last)) return
      const growth = grow(security.volume, last)
      if (growth) tell(last, growth, security)
    }

    const tellDeal = (deal: PutThrough): void => {
      const security = all.of(deal.symbol)
      const deals = (security.deals ??= dealCount())
      const growth = growByDeal(deals, deal, security.volume.total)
      if (!growth) return
      for (const missing of growth.missing) emit(gap(deal, missing, false))
      const totalVolume = security.volume.total + deals.volume
      if (growth.traded > 0) emit(agreed(deal, growth, { multiplier: security.multiplier, totalVolume }))
    }

    return {
      next(event) {
        if (clock.begins(event)) all.clear()
        if (event.kind !== 'last') {
          emit(event)
          if (event.kind === 'putThrough' && !clock.isPast(event)) tellDeal(event)
          return
        }
        if (!clock.isPast(event)) tellLast(event)
      },
    }
  })
}

const isOfDayBefore = ({ venue, exchangeTime, totalVolume }: LastTrade): boolean =>
  totalVolume > 0 && phaseOfTime(venue, ictTimeOfDay(exchangeTime)) === 'preOpen'

const gap = (last: LastTrade | PutThrough, { volume, from, to, reason }: Missing, restart: boolean): Gap => ({
  kind: 'gap',
  seq: last.seq,
  exchangeTime: last.exchangeTime,
  receivedTime: last.receivedTime,
  symbol: last.symbol,
  venue: last.venue,
  from,
  to,
  missingVolume: volume,
  reason,
  restart,
})

interface Worth {
  readonly price: Price
  readonly multiplier: number
  /** The day's volume, deals told apart included. */
  readonly totalVolume: Quantity
}

const trade = (
  last: LastTrade,
  { missing, traded, late, restart }: Growth,
  { price, multiplier, totalVolume }: Worth,
): Trade => ({
  kind: 'trade',
  seq: last.seq,
  exchangeTime: last.exchangeTime,
  receivedTime: last.receivedTime,
  symbol: last.symbol,
  venue: last.venue,
  price,
  volume: traded,
  value: turnover(price, traded, multiplier),
  phase: last.phase,
  feedSide: last.feedSide,
  totalVolume,
  late,
  // The gap before it has begun the new count already.
  restart: restart && missing.length === 0,
})

/** The trade that a deal is: agreed outside the book, nobody's. It begins no count, for the book's is another. */
const agreed = (
  deal: PutThrough,
  { traded, late }: Growth,
  { multiplier, totalVolume }: Omit<Worth, 'price'>,
): Trade => ({
  kind: 'trade',
  seq: deal.seq,
  exchangeTime: deal.exchangeTime,
  receivedTime: deal.receivedTime,
  symbol: deal.symbol,
  venue: deal.venue,
  price: deal.price,
  volume: traded,
  value: turnover(deal.price, traded, multiplier),
  phase: 'putThrough',
  feedSide: undefined,
  totalVolume,
  late,
  restart: false,
})
