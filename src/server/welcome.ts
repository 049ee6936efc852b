import { asyncScheduler } from 'rxjs'
import type { WebSocket } from 'ws'
import type { FeedStatus } from '../domain/socket.ts'
import type { StatusJson } from '../domain/wire.ts'
import type { Audiences, Channel } from './audience.ts'
import { makeOutbox, type Outbox } from './outbox.ts'
import { makeFeedStatus } from './socket/feed-status.ts'
import { makePace, type Pace } from './socket/pace.ts'
import { makeRate } from './socket/rate.ts'
import { makeSession, type Session } from './socket/session.ts'
import type { SymbolChannels } from './socket/symbol-channels.ts'
import type { Views } from './views.ts'

/** Messages that are passed over on the path of one channel, at once and a second after; above it the client is let go. */
const BURST = 100
const PER_SECOND = 20

/** What a welcome is made of. */
export interface WelcomeParts {
  readonly views: Views
  readonly audiences: Audiences
  /** Channels of one security each; none unless given. */
  readonly symbols?: SymbolChannels | undefined
  /** Told of what should not happen. */
  readonly onError: (error: unknown) => void
}

/** Brings sockets in, and looks after them. */
export interface Welcome {
  /** Brings a new socket into a channel's audience; without a channel the client says itself which it wants. */
  readonly enter: (socket: WebSocket, channel: Channel | undefined) => void
  /** To be called some times a second: spares slow clients, and tells all when the feed becomes stale or is not any more. */
  readonly look: () => void
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

/** How many of the last alerts a newcomer is told. */
const ALERTS = 50

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

/** What is known of one socket. */
interface Guest {
  readonly outbox: Outbox
  readonly pace: Pace
  readonly session: Session | undefined
}

/**
 * Makes the welcome. The state is taken and the socket joined in one go, so that no message falls between the two.
 *
 * @param slow - how long a socket may stay full until it is closed, ms
 */
export function makeWelcome({ views, audiences, symbols, onError }: WelcomeParts, slow: number): Welcome {
  const now = () => asyncScheduler.now()
  const feed = makeFeedStatus(() => views.feed(), now)
  const guests = new Set<Guest>()
  const byName: ReadonlyMap<string, Audiences[Channel]> = new Map(Object.entries(audiences))
  const allowed = [...byName.keys(), ...(symbols ? ['trades:SYMBOL', 'bars:SYMBOL:1m'] : [])].join(', ')
  let told: FeedStatus['stale'] = false

  const joinOne = (socket: WebSocket, channel: Channel, outbox: Outbox) => {
    outbox.tell({ bytes: Buffer.from(statusOf(views)), isBinary: false }, `status:${channel}`)
    const state = () => stateOf(channel, views)
    const leave = byName.get(channel)?.join({ outbox, form: 'plain', feed, state })
    if (leave) socket.once('close', leave)
    socket.on('message', bound(socket, now))
  }
  const open = (socket: WebSocket, outbox: Outbox): Session => {
    const session = makeSession({
      socket,
      outbox,
      allowed,
      feed,
      now,
      onError,
      find: (name) => byName.get(name) ?? symbols?.find(name),
      stateOf: (channel) => framedStateOf(channel, views),
    })
    socket.on('message', session.take)
    socket.once('close', session.end)
    return session
  }
  return {
    enter(socket, channel) {
      // `ws` closes the socket after an error by itself; 'close' follows and frees what it held.
      socket.on('error', () => undefined)
      const outbox = makeOutbox(socket, now)
      const session = channel === undefined ? open(socket, outbox) : undefined
      const onConflated = (conflated: boolean) => session?.status({ conflated })
      const pace = makePace({ socket, outbox, wsSlowTimeout: slow, onConflated, now })
      const guest = { outbox, pace, session }
      guests.add(guest)
      socket.once('close', () => guests.delete(guest))
      try {
        if (channel !== undefined) joinOne(socket, channel, outbox)
      } catch (error) {
        onError(error)
        socket.close(1011, 'The state could not be made.')
      }
    },
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
