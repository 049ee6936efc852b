import type { OperatorFunction } from 'rxjs'
import type { ClassifiedEvent, ClassifiedTrade, MarketEvent, Quote, Trade } from '../src/domain/event.ts'
import type { Side, SideBasis } from '../src/domain/market.ts'
import type { Price } from '../src/domain/money.ts'
import { feedClock, feedTime } from './state/feed-clock.ts'
import { keyed } from './state/keyed.ts'
import { stateful } from './state/stateful.ts'

/** How trades are classified. */
export interface ClassifyOptions {
  /**
   * What a trade between bid and ask is: nobody's, or, after Lee and Ready, that of the side whose half of the spread it
   * lies in, by the tick rule when it lies in the middle.
   */
  readonly inside?: 'neutral' | 'leeReady'
}

type Inside = NonNullable<ClassifyOptions['inside']>

/** What is known of a security before its next trade. */
interface Before {
  bid: Price | undefined
  ask: Price | undefined
  lastPrice: Price | undefined
  /** The direction of the last change of price. */
  lastMove: Verdict | undefined
}

interface Verdict {
  readonly side: Side
  readonly basis: SideBasis
}

const nobody: Verdict = { side: 'neutral', basis: 'none' }
const byFeed = { buy: { side: 'buy', basis: 'feed' }, sell: { side: 'sell', basis: 'feed' } } as const
const byQuote = {
  buy: { side: 'buy', basis: 'quote' },
  sell: { side: 'sell', basis: 'quote' },
  neutral: { side: 'neutral', basis: 'quote' },
} as const
const byTick = { buy: { side: 'buy', basis: 'tick' }, sell: { side: 'sell', basis: 'tick' } } as const

const begin = () => ({ time: feedTime(), bySymbol: new Map<string, Before>() })

const nothing = (): Before => ({ bid: undefined, ask: undefined, lastPrice: undefined, lastMove: undefined })

/**
 * Gives each trade its aggressor. Tests, in this order:
 *
 * 1. Auctions, after-close and put-through trades, and those of no phase, have none.
 * 2. The feed's own word.
 * 3. The quote that stood before the trade, of the same trading day: at or above the ask is a buy, at or below the bid a sell.
 * 4. The tick rule, where no quote decides (none, one-sided and not reached, crossed or locked): a price above the one before is
 *    a buy, below a sell, the same goes by the last change. The first trade has none. A trade that comes late is no trade before.
 *
 * Quotes and prices from before a break of the connection are forgotten. All else passes as it is, trades that have their
 * aggressor already too.
 */
export function classify(options: ClassifyOptions = {}): OperatorFunction<MarketEvent, ClassifiedEvent> {
  const { inside = 'neutral' } = options
  return stateful(begin, ({ time, bySymbol }, emit) => {
    const clock = feedClock(time)
    const before = (symbol: string) => keyed(bySymbol, symbol, nothing)

    return {
      next(event) {
        if (clock.begins(event) || event.kind === 'connection') bySymbol.clear()
        if (event.kind === 'trade') {
          emit('side' in event ? event : classified(event, before(event.symbol), inside))
          return
        }
        if (event.kind === 'quote' && !clock.isPast(event)) follow(before(event.symbol), event)
        emit(event)
      },
    }
  })
}

function follow(before: Before, { bids, asks }: Quote): void {
  before.bid = bids[0]?.price
  before.ask = asks[0]?.price
}

function classified(trade: Trade, before: Before, inside: Inside): ClassifiedTrade {
  const move = moveTo(trade.price, before)
  const aggressor = verdict(trade, before, inside) ?? move ?? nobody
  // Prices agreed outside the book say nothing of its direction, and neither do those of before the last one.
  if (trade.phase !== 'putThrough' && trade.phase !== 'other' && !trade.late) {
    before.lastPrice = trade.price
    before.lastMove = move
  }
  return withSide(trade, before, aggressor)
}

/** The direction from the last price, or, where it is the same, that of the last change. */
function moveTo(price: Price, { lastPrice, lastMove }: Before): Verdict | undefined {
  if (lastPrice === undefined || price === lastPrice) return lastMove
  return price > lastPrice ? byTick.buy : byTick.sell
}

/** What phase, feed or book say; `undefined` where the tick rule has to. */
function verdict({ phase, feedSide, price }: Trade, before: Before, inside: Inside): Verdict | undefined {
  if (phase !== 'continuous') return nobody
  if (feedSide) return byFeed[feedSide]
  return byBook(price, before, inside)
}

function byBook(price: Price, { bid, ask }: Before, inside: Inside): Verdict | undefined {
  const bottom = bid ?? -Infinity
  const top = ask ?? Infinity
  if (bottom >= top) return undefined
  if (price >= top) return byQuote.buy
  if (price <= bottom) return byQuote.sell
  const off = 2 * price - bottom - top
  return Number.isFinite(off) ? between(off, inside) : undefined
}

/** Inside the spread, `off` its middle. */
function between(off: number, inside: Inside): Verdict | undefined {
  if (inside === 'neutral') return byQuote.neutral
  if (off === 0) return undefined
  return off > 0 ? byQuote.buy : byQuote.sell
}

const withSide = (trade: Trade, { bid, ask }: Before, { side, basis }: Verdict): ClassifiedTrade => ({
  kind: 'trade',
  seq: trade.seq,
  exchangeTime: trade.exchangeTime,
  receivedTime: trade.receivedTime,
  symbol: trade.symbol,
  venue: trade.venue,
  price: trade.price,
  volume: trade.volume,
  value: trade.value,
  phase: trade.phase,
  feedSide: trade.feedSide,
  totalVolume: trade.totalVolume,
  late: trade.late,
  restart: trade.restart,
  side,
  basis,
  bid,
  ask,
})
