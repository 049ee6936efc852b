import { type Instant, isoIct } from '../../src/domain/time.ts'
import type { FeedJson } from '../../src/domain/wire.ts'
import type { Part } from './part.ts'

/** Where the data comes from. */
export interface FeedOrigin {
  readonly source: string
  readonly simulated: boolean
}

/** How the feed stands now. */
export interface FeedState extends Part {
  feed(): FeedJson
}

/** Follows the connection and the time of the last message. It outlives the trading day. */
export function feedState({ source, simulated }: FeedOrigin): FeedState {
  let connected = false
  let since: Instant | undefined
  let lastMessage: Instant | undefined
  return {
    apply(output) {
      if (output.kind === 'connection') {
        connected = output.state === 'connected'
        since = output.receivedTime
      } else if (output.kind !== 'clock') lastMessage = output.receivedTime
    },
    clear: () => undefined,
    feed: () => ({
      connected,
      ...(since !== undefined && { since: isoIct(since) }),
      ...(lastMessage !== undefined && { last_message_at: isoIct(lastMessage) }),
      source,
      simulated,
    }),
  }
}
