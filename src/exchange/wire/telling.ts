import type { Price } from '../../domain/money.ts'
import type { IsoDate } from '../../domain/time.ts'
import type {
  IndexMessage,
  ListedSecurity,
  MarketMessage,
  QuoteMessage,
  SimulatedExchange,
  TradeMessage,
} from '../message.ts'
import { type ChannelKind, type Subscription, wants } from './channels.ts'
import { encodeBar } from './encode/bar.ts'
import { encodeCombined } from './encode/combined.ts'
import { channelOf, encode, envelope, type SecurityMessage } from './encode.ts'
import { hubCall } from './hub-protocol.ts'
import { dailyListing, type Listing } from './listing.ts'

/** One message on one channel. */
export interface Telling {
  readonly kind: ChannelKind
  /** Symbol, or index id. */
  readonly key: string
  /** The call of the hub's Broadcast, ready for a frame. Made when first asked for, and once for all who want it. */
  readonly call: () => string
}

/** Makes what goes out of what the market tells. */
export interface Teller<M = MarketMessage> {
  /** A message on each channel that carries it. */
  readonly tell: (message: M) => readonly Telling[]
  /** The state of all that is subscribed, for a new subscriber. */
  readonly snapshot: (subscription: Subscription) => readonly string[]
}

/** A message on one channel, of which the argument of its Broadcast is made when somebody wants it. */
export function telling(kind: ChannelKind, key: string, argument: () => string): Telling {
  let call: string | undefined
  return { kind, key, call: () => (call ??= hubCall('FcMarketDataV2Hub', 'Broadcast', argument())) }
}

/** The argument of a message's Broadcast, as it goes out. */
type Outgoing = (message: MarketMessage, argument: string) => string

/**
 * A teller for one exchange. Tell it everything, in order: the combined channel joins a message to the one before it.
 *
 * @param outgoing - may change what goes out of a message
 */
export function teller(
  exchange: SimulatedExchange,
  outgoing: Outgoing = (_message, argument) => argument,
): Teller {
  const listingAt = dailyListing(exchange)
  const combine = combiner(exchange)

  const tell = (message: MarketMessage): readonly Telling[] => {
    const listing = listingAt(message.time)
    const parts = message.kind === 'index' ? ofIndex(message, listing) : ofSecurity(message, listing, combine)
    return parts.map(({ kind, key, argument }) => telling(kind, key, () => outgoing(message, argument())))
  }
  // What was told before this teller came is one half of the next combined messages.
  latestOf(exchange).forEach(tell)

  return {
    tell,
    snapshot(subscription) {
      // The last X of a security has all of it; a bar is told when it happens, and never again.
      const last = new Map<string, Telling>()
      for (const telling of latestOf(exchange).flatMap(tell)) {
        const { kind, key } = telling
        if (kind !== 'B' && wants(subscription, kind, key)) last.set(`${kind}:${key}`, telling)
      }
      return [...last.values()].map(({ call }) => call())
    },
  }
}

/** Everything that stands, quotes before trades. */
function latestOf(exchange: SimulatedExchange): readonly MarketMessage[] {
  const indices = exchange.indices
    .map(({ id }) => exchange.latestIndex(id))
    .filter((index) => index !== undefined)
  const order = ['status', 'quote', 'foreign', 'trade']
  const securities = exchange.securities.flatMap(({ symbol }) =>
    exchange.latest(symbol).toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind)),
  )
  return [...securities, ...indices]
}

/** One message on one channel, before it is a call. */
interface Part extends Pick<Telling, 'kind' | 'key'> {
  readonly argument: () => string
}

const part = (kind: ChannelKind, key: string, argument: () => string): Part => ({ kind, key, argument })

function ofIndex(message: IndexMessage, { indices }: Listing): readonly Part[] {
  const index = indices.get(message.indexId)
  return index ? [part('MI', message.indexId, () => encode({ message, about: index }))] : []
}

function ofSecurity(message: SecurityMessage, listing: Listing, combine: Combine): readonly Part[] {
  const { kind, symbol } = message
  const security = listing.securities.get(symbol)
  if (!security) return []
  const own = part(channelOf[kind], symbol, () => encode({ message, about: security }))
  if (kind !== 'quote' && kind !== 'trade') return [own]
  const combined = part('X', symbol, combine(message, security, listing.date))
  const isTrade = kind === 'trade' && message.volume > 0
  return isTrade
    ? [own, combined, part('B', symbol, () => envelope('B', encodeBar(message)))]
    : [own, combined]
}

/** Joins a quote or trade to the other half that stands, and gives what encodes the two. */
type Combine = (message: QuoteMessage | TradeMessage, security: ListedSecurity, day: IsoDate) => () => string

function combiner(exchange: SimulatedExchange): Combine {
  let today = exchange.date
  const quotes = new Map<string, QuoteMessage>()
  const trades = new Map<string, TradeMessage>()
  const opens = new Map<string, Price>()

  const begin = (day: IsoDate): void => {
    if (day === today) return
    today = day
    for (const state of [quotes, trades, opens]) state.clear()
  }
  const openOf = (symbol: string): Price | undefined => {
    const open = opens.get(symbol) ?? exchange.minuteBars(symbol)[0]?.open
    if (open !== undefined) opens.set(symbol, open)
    return open
  }
  return (message, security, day) => {
    const { symbol, time, session } = message
    begin(day)
    if (message.kind === 'quote') quotes.set(symbol, message)
    else trades.set(symbol, message)
    const trade = trades.get(symbol)
    const quote = quotes.get(symbol)
    return () =>
      envelope('X', encodeCombined({ security, time, session, trade, quote, open: openOf(symbol) }))
  }
}
