import { defer, filter, map, type OperatorFunction } from 'rxjs'
import type { RawFrame } from '../../domain/frame.ts'
import type { Instant } from '../../domain/time.ts'
import type { Lost, SessionEvent } from './session-event.ts'

/** What one of several sessions of a source tells. */
export interface LinkedEvent {
  /** Which: it stands in the reason of a `link` frame. */
  readonly connection: string
  readonly event: SessionEvent<string> | Lost
}

/** How frames are made. */
export interface LinkedOptions {
  readonly now: () => Instant
  /** Name of the source, for its messages and in its `link` frames. */
  readonly source: string
}

/**
 * Makes the frames of the log of what the sessions of a source tell, one array for each array of messages.
 *
 * The link is one: it is connected from the first session that is subscribed, disconnected as soon as any is lost, and connected again
 * when none is missing. So a `connected` always stands before the messages of the connection that it speaks of.
 */
export function linked({ now, source }: LinkedOptions): OperatorFunction<LinkedEvent, readonly RawFrame[]> {
  return (events$) =>
    defer(() => {
      const turn = linkState()
      const linkFrame = ({ state, reason }: Link): RawFrame => ({
        receivedTime: now(),
        source: 'link',
        text: JSON.stringify({ state, source, reason }),
      })
      return events$.pipe(
        map(({ connection, event }) => {
          if (event.kind === 'messages') return messageFrames(event.messages, now(), source)
          const link = event.kind === 'delivering' ? undefined : turn(connection, event)
          return link ? [linkFrame(link)] : []
        }),
        filter((frames) => frames.length > 0),
      )
    })
}

const messageFrames = (
  texts: readonly string[],
  receivedTime: Instant,
  source: string,
): readonly RawFrame[] => texts.map((text) => ({ receivedTime, source, text }))

/** How the link as a whole stands. */
interface Link {
  readonly state: 'connected' | 'disconnected'
  readonly reason: string
}

/** Follows the sessions; says when the link as a whole turns. */
function linkState() {
  const lost = new Set<string>()
  let state: Link['state'] | undefined

  return (connection: string, event: { readonly kind: 'subscribed' } | Lost): Link | undefined => {
    if (event.kind === 'lost') lost.add(connection)
    else lost.delete(connection)
    const turned = lost.size === 0 ? 'connected' : 'disconnected'
    if (turned === state) return undefined
    state = turned
    const reason = event.kind === 'lost' ? `${connection}: ${event.reason}` : `${connection} is subscribed.`
    return { state, reason }
  }
}
