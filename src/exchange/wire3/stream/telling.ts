import { instantOf } from '../../../domain/time.ts'
import { dailyListing, type Listing } from '../../wire/listing.ts'
import type {
  IndexMessage,
  ListedSecurity,
  MarketMessage,
  SimulatedExchange,
  TradeMessage,
} from '../../message.ts'
import { isPutThrough } from '../../put-through-deal.ts'
import type { DayBook } from '../day/day-book.ts'
import { dealsOfMembers } from '../day/traded.ts'
import { type BoardFlags, boardFlags } from './board-flags.ts'
import { type Groups, groups } from './groups.ts'
import { dealData, indexData, limitsData, quoteData, roomData, tradeData } from './payloads.ts'
import { type RunningBars, runningBars } from './running-bars.ts'
import type { Subscriptions } from './subscriptions.ts'
import { type Told, told } from './told.ts'

/** Makes what goes out of what the market tells. */
export interface Teller {
  /** Every message must pass, in order, after the day's book has noted it. */
  tell(message: MarketMessage): readonly Told[]
  /** Bars that waited and are told by now. */
  due(): readonly Told[]
  /** How everything stands that somebody subscribes to. */
  snapshot(wanted: Pick<Subscriptions, 'has'>): readonly Told[]
}

/** What the limits of a day are told with: before the first session, ms since midnight. */
const LIMITS_TOLD = 8.5 * 3_600_000

interface Parts {
  readonly exchange: SimulatedExchange
  readonly book: DayBook
  readonly flags: BoardFlags
  readonly bars: RunningBars
  /** An event as it goes out. */
  readonly outgoing: Outgoing
}

/** The data of an event about a message as it goes out, as JSON. */
type Outgoing = (message: MarketMessage, data: string) => string

/** A day's listing and its groups. */
interface Listed extends Listing {
  readonly groups: Groups
}

/** What a teller is made of. */
export interface TellerParts extends Pick<Parts, 'exchange' | 'book'> {
  /** Every event goes out as it is unless said. */
  readonly outgoing?: Outgoing
}

/** A teller for one exchange. */
export function teller({ exchange, book, outgoing = (_message, data) => data }: TellerParts): Teller {
  const parts = { exchange, book, outgoing, flags: boardFlags(exchange), bars: runningBars() }
  const listingAt = dailyListing(exchange)
  const listedOf = (listing: Listing): Listed => ({ ...listing, groups: groups(listing) })
  let today = listingAt(exchange.now)
  let listed = listedOf(today)

  const roll = (listing: Listing): readonly Told[] => {
    if (listing === today) return []
    today = listing
    listed = listedOf(listing)
    return limits(listed)
  }
  return {
    tell: (message) => [...roll(listingAt(message.time)), ...toldOf(message, listed, parts)],
    due: () => parts.bars.due(exchange.now),
    snapshot(wanted) {
      roll(listingAt(exchange.now))
      const states = [...parts.flags.current(), ...limits(listed), ...standing(listed, parts)]
      return states.filter((state) => wanted.has(state))
    },
  }
}

const limits = ({ date, securities, groups: { security } }: Listed): readonly Told[] =>
  [...securities.values()].map((listed) =>
    told({ type: 'market', interval: '', keys: security(listed.symbol) }, () =>
      JSON.stringify(limitsData(listed, instantOf(date, LIMITS_TOLD))),
    ),
  )

/** Quotes before trades, as they came. */
function standing(listed: Listed, parts: Parts): readonly Told[] {
  const { exchange, book } = parts
  const securities = [...listed.securities.values()].flatMap((security) => {
    const { symbol } = security
    const states = exchange
      .latest(symbol)
      .filter((message) => message.kind === 'quote' || message.kind === 'foreign')
    const trades = [book.lastDeal(symbol), book.lastTrade(symbol)].filter((trade) => trade !== undefined)
    return [...states, ...trades].flatMap((message) => ofSecurity(message, { security, listed, parts }))
  })
  const indices = [...listed.indices.keys()].flatMap((id) => {
    const last = exchange.latestIndex(id)
    return last ? ofIndex(last, listed, parts) : []
  })
  return [...securities, ...indices]
}

function toldOf(message: MarketMessage, listed: Listed, parts: Parts): readonly Told[] {
  const { bars, exchange, book } = parts
  if (message.kind === 'index') {
    const { indexId, time } = message
    const keys = listed.groups.index(indexId)
    const minutes = () => book.indexBars(indexId)
    return [...ofIndex(message, listed, parts), ...bars.note({ type: 'trade.index', keys, minutes }, time)]
  }
  const security = listed.securities.get(message.symbol)
  if (!security) return []
  const events = ofSecurity(message, { security, listed, parts })
  if (message.kind !== 'trade' || message.volume === 0 || isPutThrough(message)) return events
  const keys = listed.groups.security(message.symbol)
  const minutes = () => exchange.minuteBars(message.symbol)
  return [...events, ...bars.note({ type: 'trade', keys, minutes }, message.time)]
}

function ofIndex(
  message: IndexMessage,
  { indices, groups: { index } }: Listed,
  { exchange, outgoing }: Parts,
): readonly Told[] {
  const about = indices.get(message.indexId)
  if (!about) return []
  const deals = dealsOfMembers(exchange, about)
  const data = () => outgoing(message, JSON.stringify(indexData(message, about, deals)))
  const keys = index(message.indexId)
  return ['' as const, 'tick' as const].map((interval) => told({ type: 'trade.index', interval, keys }, data))
}

interface About {
  readonly security: ListedSecurity
  readonly listed: Listed
  readonly parts: Parts
}

function ofSecurity(message: Exclude<MarketMessage, IndexMessage>, about: About): readonly Told[] {
  const keys = about.listed.groups.security(message.symbol)
  const { outgoing } = about.parts
  switch (message.kind) {
    case 'status':
      return about.parts.flags.note(message, about.security.venue)
    case 'quote':
      return [
        told({ type: 'quote', interval: '', keys }, () =>
          outgoing(message, JSON.stringify(quoteData(message))),
        ),
      ]
    case 'foreign':
      return [
        told({ type: 'room', interval: '', keys }, () =>
          outgoing(message, JSON.stringify(roomData(message))),
        ),
      ]
    case 'trade':
      return message.volume > 0 ? ofTrade(message, keys, about) : []
  }
}

/** A trade of the book, or a deal; the projected prices of auctions have no topic. */
function ofTrade(
  message: TradeMessage,
  keys: readonly string[],
  { security, parts }: About,
): readonly Told[] {
  const { outgoing, exchange } = parts
  if (isPutThrough(message)) {
    return [
      told({ type: 'put', interval: '', keys }, () => outgoing(message, JSON.stringify(dealData(message)))),
    ]
  }
  const open = exchange.minuteBars(message.symbol)[0]?.open
  const data = () => outgoing(message, JSON.stringify(tradeData(message, security, open)))
  return ['' as const, 'tick' as const].map((interval) => told({ type: 'trade', interval, keys }, data))
}
