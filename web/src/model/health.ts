import type { ConnectionState, FeedJson } from '../../../client/index.ts'
import { ictClock } from './ict-clock.ts'
import { isReplay } from './is-replay.ts'
import { sessionOf } from './session-of.ts'

/** How fresh the page is. */
export interface Health {
  readonly connection: ConnectionState
  /** Absent until the server said it. */
  readonly feed: FeedJson | undefined
  /** Nothing came for half a minute. */
  readonly silent: boolean
  /** The exchange's clock by the data, ms since the epoch. */
  readonly clock: number | undefined
}

/** How the feed is shown. */
export interface FeedStatus {
  readonly level: 'good' | 'weak' | 'bad'
  /** Shape of the dot, for those who do not see its colour. */
  readonly mark: string
  readonly text: string
}

const byConnection: Readonly<Record<ConnectionState, FeedStatus>> = {
  connecting: { level: 'weak', mark: '◌', text: 'Connecting' },
  connected: { level: 'good', mark: '●', text: 'Live' },
  polling: { level: 'weak', mark: '◐', text: 'Polling' },
  disconnected: { level: 'bad', mark: '○', text: 'Disconnected' },
}

/** Whether the exchange has told anything: before, nothing is lost, and no price is old. */
const hasSpoken = ({ feed, clock }: Health) => feed?.last_message_at !== undefined || clock !== undefined

const feedDown: FeedStatus = { level: 'bad', mark: '○', text: 'Feed down' }

/** How the feed is shown: the worse of the page's own connection and the server's. A recording is never live. */
export function feedStatus(health: Health): FeedStatus {
  const { connection, feed } = health
  const own = byConnection[connection]
  if (own.level !== 'bad' && feed?.connected === false)
    return hasSpoken(health) ? feedDown : byConnection.connecting
  return connection === 'connected' && isReplay(feed) ? { ...own, text: 'Replay' } : own
}

/** Time of day of the last message, in Vietnam. */
export function lastMessageTime(feed: FeedJson | undefined): string | undefined {
  return feed?.last_message_at === undefined ? undefined : ictClock(Date.parse(feed.last_message_at)).time
}

/** Why prices may be old while they should not be; the market may rest, and a recording may be paused or be at its end. */
function silenceOf({ feed, silent }: Health): string | undefined {
  const resting = isReplay(feed) || sessionOf(feed)?.busy === false
  return silent && !resting ? 'No message for 30 seconds. Prices may be out of date.' : undefined
}

function complaint(health: Health): string | undefined {
  const { connection, feed } = health
  const old = hasSpoken(health) ? ' Prices are out of date.' : ''
  if (connection === 'disconnected') return `No connection to the server; trying again.${old}`
  if (feed?.connected !== false) return silenceOf(health)
  return old === ''
    ? 'The server has no connection to the exchange yet.'
    : `The server lost the exchange.${old}`
}

/** What to tell when the prices on the page may be old; nothing when they are not, or when the market rests. */
export function notice(health: Health): string | undefined {
  const told = complaint(health)
  const last = lastMessageTime(health.feed)
  return told !== undefined && last !== undefined ? `${told} Last message ${last}.` : told
}
