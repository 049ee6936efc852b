import type { Writable } from 'node:stream'
import { asyncScheduler } from 'rxjs'
import type { WebSocket } from 'ws'
import type { FeedStatus } from '../domain/socket.ts'
import type { StatusJson } from '../domain/wire.ts'
import type { Channel } from './audience.ts'
import type { Audiences } from './audiences.ts'
import { makeOutbox, type Outbox } from './outbox.ts'
import { makeFeedStatus } from './socket/feed-status.ts'
import { makeFlushes } from './socket/flushes.ts'
import { frameOf } from './socket/frame.ts'
import { makePace, type Pace } from './socket/pace.ts'
import { makeRate } from './socket/rate.ts'
import { makeSession, type Session } from './socket/session.ts'
import type { SymbolChannels } from './socket/symbol-channels.ts'
import type { Views } from './views.ts'

/** Messages that are passed over on the path of one channel, at once and a second after; above it the client is let go. */
const BURST = 100
const PER_SECOND = 20
/** How many of the last alerts a newcomer is told. */
const ALERTS = 50

/** What a welcome is made of. */
export interface WelcomeParts {
  readonly views: Views
  readonly audiences: Audiences
  /** Channels of one security each; none unless given. */
  readonly symbols?: SymbolChannels | undefined
  /** Told of what should not happen. */
  readonly onError: (error: unknown) => void
}

/** How a socket comes in. */
interface Entrance {
  /** Undefined where the client says itself which channels it wants. */
  readonly channel: Channel | undefined
  /** What lies under it. */
  readonly wire: Writable
}

/** Brings sockets in, and looks after them. */
export interface Welcome {
  /** Brings a new socket into a channel's audience. */
  readonly enter: (socket: WebSocket, entrance: Entrance) => void
  /** To be called some times a second: spares slow clients, and tells all when the feed becomes stale or is not any more. */
  readonly look: () => void
  /** Sends what waits for the next round of writing. */
  readonly flush: () => void
}

function statusOf(views: Views): string {
  const feed = views.feed()
  const status: StatusJson = { type: 'status', connected: feed.connected, feed }
  return JSON.stringify(status)
}

/** The present state of a channel as those of one channel are told it; undefined where there is none. */
function stateOf(channel: string, views: Views): string | undefined {
  if (channel === 'market') return JSON.stringify(views.snapshot())
  if (channel === 'index') return JSON.stringify(views.indices())
  if (channel !== 'foreign') return undefined
  const { summary } = views.foreign()
  return summary === null ? undefined : JSON.stringify(summary)
}

/** The state as it stands in a frame: with what is not known yet, and with the alerts of before. */
function framedStateOf(channel: string, views: Views): string | undefined {
  if (channel === 'alerts') return JSON.stringify(views.alerts({ limit: ALERTS }).toReversed())
  return stateOf(channel, views) ?? (channel === 'foreign' ? 'null' : undefined)
}

/** Whoever sends for nothing is let go. */
function bound(socket: WebSocket, now: () => number) {
  const isInTime = makeRate(BURST, PER_SECOND, now)
  return () => {
    if (!isInTime()) socket.close(1008, 'These are too many messages.')
  }
}

/** What all sockets of a server share. */
interface House extends WelcomeParts {
  readonly feed: () => FeedStatus
  readonly now: () => number
}

/** Lets a socket listen to one channel. What it says is passed over. */
function listen(socket: WebSocket, { channel, outbox }: { channel: Channel; outbox: Outbox }, house: House) {
  const { views, audiences, feed, now } = house
  outbox.tell(frameOf(statusOf(views)), `status:${channel}`)
  const state = () => stateOf(channel, views)
  const leave = audiences[channel]?.join({ outbox, form: 'plain', feed, state })
  if (leave) socket.once('close', leave)
  socket.on('message', bound(socket, now))
}

/** Lets a socket say which channels it wants. */
function converse(socket: WebSocket, outbox: Outbox, { views, symbols, ...house }: House): Session {
  const byName: ReadonlyMap<string, Audiences[Channel]> = new Map(Object.entries(house.audiences))
  const session = makeSession({
    ...house,
    socket,
    outbox,
    allowed: [...byName.keys(), ...(symbols ? ['trades:SYMBOL', 'bars:SYMBOL:1m'] : [])].join(', '),
    find: (name) => byName.get(name) ?? symbols?.find(name),
    stateOf: (channel) => framedStateOf(channel, views),
  })
  socket.on('message', session.take)
  socket.once('close', session.end)
  return session
}

/**
 * Makes the welcome. The state is taken and the socket joined in one go, so that no message falls between the two.
 *
 * @param wsSlowTimeout - how long a socket may stay full until it is closed, ms
 */
export function makeWelcome(parts: WelcomeParts, wsSlowTimeout: number): Welcome {
  const now = () => asyncScheduler.now()
  const feed = makeFeedStatus(() => parts.views.feed(), now)
  const house = { ...parts, feed, now }
  const flushes = makeFlushes(parts.onError)
  const guests = new Set<{ readonly pace: Pace; readonly session: Session | undefined }>()
  let told: FeedStatus['stale'] = false

  const seat = (socket: WebSocket, { channel, wire }: Entrance) => {
    const outbox = makeOutbox({ socket, wire, flushes, now })
    if (channel !== undefined) listen(socket, { channel, outbox }, house)
    const session = channel === undefined ? converse(socket, outbox, house) : undefined
    const onConflated = (conflated: boolean) => session?.status({ conflated })
    const guest = { session, pace: makePace({ socket, outbox, wsSlowTimeout, onConflated, now }) }
    guests.add(guest)
    socket.once('close', () => guests.delete(guest))
  }
  return {
    enter(socket, entrance) {
      // `ws` closes the socket after an error by itself; 'close' follows and frees what it held.
      socket.on('error', () => undefined)
      try {
        seat(socket, entrance)
      } catch (error) {
        parts.onError(error)
        socket.close(1011, 'The state could not be made.')
      }
    },
    flush: flushes.now,
    look() {
      const { stale } = feed()
      for (const { pace, session } of guests) {
        pace.look()
        if (stale !== told) session?.status({})
      }
      told = stale
    },
  }
}
