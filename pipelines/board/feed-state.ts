import type { Connection } from '../../src/domain/event.ts'
import type { Phase } from '../../src/domain/market.ts'
import { ictDate, type Instant, isoIct } from '../../src/domain/time.ts'
import type { FeedJson } from '../../src/domain/wire.ts'
import { vietnamCalendar } from '../../src/market/calendar.ts'
import { phaseAt } from '../../src/market/phases.ts'
import type { Output } from '../../src/domain/outputs.ts'
import { type Part, recordState } from './part.ts'
import { remembered } from './remembered.ts'

/** Where the data comes from. */
export interface FeedOrigin {
  readonly source: string
  readonly simulated: boolean
}

/** The newest message with a time of the exchange. */
export interface NewestMessage {
  readonly exchangeTime: Instant
  readonly receivedTime: Instant
}

/** How the feed stands now. */
export interface FeedState extends Part {
  feed(): FeedJson
  /** Undefined before the first one. */
  newest(): NewestMessage | undefined
}

/** Kinds that come of a message only; others, as a bar that ends, may come of the clock alone. */
const arrived: ReadonlySet<Output['kind']> = new Set([
  'trade',
  'quote',
  'gap',
  'index',
  'status',
  'putThrough',
  'oddLot',
] as const)

/** A tick, or news of the link: no message of the exchange. */
const saysNothing = ({ kind }: Output) => kind === 'clock' || kind === 'connection'

/** HOSE's phase; `undefined` where the calendar does not reach. */
function phaseOf(clock: Instant | undefined): Phase | undefined {
  if (clock === undefined) return undefined
  const date = ictDate(clock)
  return date >= vietnamCalendar.from && date <= vietnamCalendar.until ? phaseAt('HOSE', clock) : undefined
}

const secondOf = (time: Instant | undefined) => time && Math.floor(time / 1_000)

interface Link {
  readonly connected: boolean
  readonly since: Instant | undefined
}

/** How the link stands after news of it. Each attempt that fails tells of an outage again, which goes on. */
function linkAfter(before: Link, { state, receivedTime }: Connection): Link {
  const connected = state === 'connected'
  const isStill = !connected && !before.connected
  return { connected, since: isStill ? (before.since ?? receivedTime) : receivedTime }
}

/** Follows the connection, the time of the last message and the feed's clock. It outlives the trading day. */
export function feedState({ source, simulated }: FeedOrigin): FeedState {
  const kept = {
    connected: false,
    since: undefined as Instant | undefined,
    lastMessage: undefined as Instant | undefined,
    clock: undefined as Instant | undefined,
    newest: undefined as NewestMessage | undefined,
  }
  const told = remembered<'', FeedJson>()
  /** The frame of the last tick or news of the link. What it causes, as a bar that ends, comes behind it and is no message. */
  let unsaid: number | undefined
  return {
    ...recordState(kept),
    apply(output) {
      if (output.exchangeTime !== undefined)
        kept.clock = Math.max(kept.clock ?? output.exchangeTime, output.exchangeTime)
      if (saysNothing(output)) unsaid = output.seq
      else if (output.seq !== unsaid) kept.lastMessage = output.receivedTime
      if (output.kind === 'connection') Object.assign(kept, linkAfter(kept, output))
      if (arrived.has(output.kind) && output.exchangeTime !== undefined)
        kept.newest = { exchangeTime: output.exchangeTime, receivedTime: output.receivedTime }
    },
    clear: () => undefined,
    newest: () => kept.newest,
    feed() {
      const { connected, since, lastMessage, clock } = kept
      // All that is told of times is their second, so it is the same for as long.
      return told.of('', [connected, since, secondOf(lastMessage), secondOf(clock)], () => {
        const phase = phaseOf(clock)
        return {
          connected,
          ...(since !== undefined && { since: isoIct(since) }),
          ...(lastMessage !== undefined && { last_message_at: isoIct(lastMessage) }),
          ...(phase !== undefined && { phase }),
          source,
          simulated,
        }
      })
    },
  }
}
