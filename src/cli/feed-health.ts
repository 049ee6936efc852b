import type { Board } from '../../pipelines/board/board.ts'
import type { Dependency } from '../server/routes/health.ts'
import { marketClock } from '../sources/session/market-clock.ts'

/** Whose feed it is, and how its time passes. */
export interface FeedHealthOptions {
  readonly board: Pick<Board, 'feed' | 'newest'>
  /** Exchange seconds in a second; undefined where exchange time does not go on by itself, as in a replay. */
  readonly speed: number | undefined
  /** Unix time, ms. */
  readonly now: () => number
}

const SECOND = 1_000
/** The open market tells something many times a second; so long, ms, it may be silent all the same. */
const SILENCE = 30 * SECOND

/**
 * Makes what tells how the feed stands, by the calendar and the exchange's own clock: while the market trades continuously it must be
 * connected and tell something; at lunch, in auctions, at night and on holidays it may be silent, or away. Of a
 * recording, which stands still when it is told to, only the connection is told, and nothing depends on it.
 */
export function feedHealth({ board, speed, now }: FeedHealthOptions): () => Dependency {
  const clock = marketClock(speed === undefined ? {} : { speed })
  return () => {
    const { connected, since } = board.feed()
    if (speed === undefined) return { name: 'feed', required: false, up: connected }
    const newest = board.newest()
    if (newest) clock.tell(newest.exchangeTime, newest.receivedTime)
    const at = now()
    const heard = Math.max(newest?.receivedTime ?? 0, since === undefined ? 0 : Date.parse(since))
    const trouble = clock.isQuiet(at) ? undefined : troubleOf(connected, at - heard)
    return {
      name: 'feed',
      required: true,
      up: trouble === undefined,
      ...(trouble !== undefined && { detail: trouble }),
    }
  }
}

function troubleOf(connected: boolean, silence: number): string | undefined {
  if (!connected) return 'not connected, although the market is open'
  if (silence <= SILENCE) return undefined
  return `nothing came for ${Math.round(silence / SECOND)} s, although the market is open`
}
