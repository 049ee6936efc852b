import type { OperatorFunction } from 'rxjs'
import type { ClassifiedEvent, ClassifiedTrade, MarketEvent, Quote, Trade } from '../src/domain/event.ts'
import type { Side, SideBasis } from '../src/domain/market.ts'
import type { Price } from '../src/domain/money.ts'
import { bySymbol } from './state/by-symbol.ts'
import { feedClock, feedTime } from './state/feed-clock.ts'
import { stateful } from './state/stateful.ts'
import { type TickMemory, tickMemory, trustInTick } from './state/tick-memory.ts'

/** How trades are classified. */
export interface ClassifyOptions {
  /**
   * What a trade between bid and ask is: nobody's, or, after Lee and Ready, that of the side whose half of the spread it
   * lies in, by the tick rule when it lies in the middle.
   */
  readonly inside?: 'neutral' | 'leeReady'
  /**
   * What decides where neither feed nor quote does: the last change of price alone, or trees over the changes, runs and levels before
   * the trade, which say when the plain rule is likely wrong. They were fitted on trades of the VN30 future, and for other securities
   * nothing is known of them: `docs/accuracy.md` has the figures.
   */
  readonly tick?: 'plain' | 'learned'
}

type Inside = NonNullable<ClassifyOptions['inside']>

/** What is known of a security before its next trade. */
interface Before {
  bid: Price | undefined
  ask: Price | undefined
  lastPrice: Price | undefined
  /** The direction of the last change of price. */
  lastMove: TickVerdict | undefined
  /** Only where the learned rule decides. */
  readonly memory: TickMemory | undefined
}

interface Verdict {
  readonly side: Side
  readonly basis: SideBasis
}

type TickVerdict = (typeof byTick)[keyof typeof byTick]

const nobody: Verdict = { side: 'neutral', basis: 'none' }
const byFeed = { buy: { side: 'buy', basis: 'feed' }, sell: { side: 'sell', basis: 'feed' } } as const
const byQuote = {
  buy: { side: 'buy', basis: 'quote' },
  sell: { side: 'sell', basis: 'quote' },
  neutral: { side: 'neutral', basis: 'quote' },
} as const
const byTick = { buy: { side: 'buy', basis: 'tick' }, sell: { side: 'sell', basis: 'tick' } } as const

const opposite = { buy: byTick.sell, sell: byTick.buy } as const

const begin = () => ({ time: feedTime(), befores: new Map<string, Before>() })

const plainly = (): Before => ({
  bid: undefined,
  ask: undefined,
  lastPrice: undefined,
  lastMove: undefined,
  memory: undefined,
})

/** What is known of the book before a trade that comes late: nothing that stands now stood then. */
const unknownBook: Before = plainly()

const withMemory = (): Before => ({ ...plainly(), memory: tickMemory() })

/**
 * Gives each trade its aggressor. Tests, in this order:
 *
 * 1. Auctions, after-close and put-through trades, and those of no phase, have none.
 * 2. The feed's own word.
 * 3. The quote that stood before the trade, of the same trading day: at or above the ask is a buy, at or below the bid a sell.
 * 4. The tick rule, where no quote decides (none, one-sided and not reached, crossed or locked): a price above the one before is
 *    a buy, below a sell, the same goes by the last change. The first trade has none. Or what trees make of the trades before, by option.
 *
 * A trade that comes late has the feed's word or none: book and price that are known stood after it. It is no trade before, either.
 *
 * Quotes and prices from before a break of the connection are forgotten. All else passes as it is, trades that have their
 * aggressor already too.
 */
export function classify(options: ClassifyOptions = {}): OperatorFunction<MarketEvent, ClassifiedEvent> {
  const { inside = 'neutral', tick = 'plain' } = options
  const nothing = tick === 'plain' ? plainly : withMemory
  return stateful(begin, ({ time, befores }, emit) => {
    const clock = feedClock(time)
    const before = bySymbol(befores, nothing)

    return {
      next(event) {
        if (clock.begins(event)) before.clear()
        switch (event.kind) {
          case 'trade':
            emit('side' in event ? event : classified(event, before.of(event.symbol), inside))
            return
          case 'quote':
            if (!clock.isPast(event)) follow(before.of(event.symbol), event)
            break
          case 'connection':
            before.clear()
            break
          default:
        }
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
  if (trade.late) return withSide(trade, unknownBook, verdict(trade, unknownBook, inside) ?? nobody)
  const move = moveTo(trade.price, before)
  let ticked = move
  // Prices agreed outside the book say nothing of its direction.
  if (trade.phase !== 'putThrough' && trade.phase !== 'other') {
    if (before.memory) ticked = learned(before.memory, trade, move)
    before.lastPrice = trade.price
    before.lastMove = move
  }
  return withSide(trade, before, verdict(trade, before, inside) ?? ticked ?? nobody)
}

/** What the tick rule says, or its opposite where that is likelier. */
function learned(memory: TickMemory, trade: Trade, move: TickVerdict | undefined): TickVerdict | undefined {
  const trust = trustInTick(memory, trade)
  return move && trust !== undefined && trust < 0 ? opposite[move.side] : move
}

/** The direction from the last price, or, where it is the same, that of the last change. */
function moveTo(price: Price, { lastPrice, lastMove }: Before): TickVerdict | undefined {
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
