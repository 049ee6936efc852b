import type { Phase } from '../../domain/market.ts'
import type { FeedStatus } from '../../domain/socket.ts'
import type { FeedJson } from '../../domain/wire.ts'

/** How long nothing may come while the market is in session, ms. */
const QUIET = 30_000

/** Phases in which a market without a message for so long is not to be believed. */
const inSession: ReadonlySet<Phase | undefined> = new Set<Phase>(['ato', 'continuous', 'atc'])

/**
 * Makes the function that tells how the feed stands. Whether it is stale goes by the clock of the process, from when the last message was
 * first seen here, so that it holds in a replay, too; the function has to be called now and then.
 */
export function makeFeedStatus(feed: () => FeedJson, now: () => number): () => FeedStatus {
  let seen: string | undefined
  let since = now()
  return () => {
    const { connected, since: connectedSince, last_message_at: last, phase, source, simulated } = feed()
    if (last !== seen) {
      seen = last
      since = now()
    }
    return {
      connected,
      ...(connectedSince !== undefined && { since: connectedSince }),
      ...(last !== undefined && { lastMessageAt: last }),
      stale: inSession.has(phase) && now() - since >= QUIET,
      ...(phase !== undefined && { phase }),
      source,
      simulated,
    }
  }
}
