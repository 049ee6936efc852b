import { defer, filter, map, type OperatorFunction } from 'rxjs'
import type { RawFrame } from '../../../domain/frame.ts'
import type { Instant } from '../../../domain/time.ts'
import type { HubEvent } from './hub-session.ts'

/** What one of several connections tells. */
export interface ChannelEvent {
  /** The channels of the connection. */
  readonly channels: string
  readonly event: HubEvent | { readonly kind: 'lost'; readonly reason: string }
}

/**
 * Makes the frames of the log of what the connections tell, one array for each frame that came.
 *
 * The link is one: it is connected from the first connection that is up, disconnected as soon as any is lost, and connected again
 * when none is missing. So a `connected` always stands before the messages of the connection that it speaks of.
 */
export function linked(now: () => Instant): OperatorFunction<ChannelEvent, readonly RawFrame[]> {
  return (events$) =>
    defer(() => {
      const link = linkState(now)
      return events$.pipe(
        map(({ channels, event }) =>
          event.kind === 'messages' ? messageFrames(event.texts, now()) : link(channels, event),
        ),
        filter((frames) => frames.length > 0),
      )
    })
}

const messageFrames = (texts: readonly string[], receivedTime: Instant): readonly RawFrame[] =>
  texts.map((text) => ({ receivedTime, source: 'ssi', text }))

type LinkEvent = Exclude<ChannelEvent['event'], { kind: 'messages' }>

/** Follows the connections; gives a frame when the link as a whole turns. */
function linkState(now: () => Instant): (channels: string, event: LinkEvent) => readonly RawFrame[] {
  const lost = new Set<string>()
  let state: 'connected' | 'disconnected' | undefined

  return (channels, event) => {
    if (event.kind === 'lost') lost.add(channels)
    else lost.delete(channels)
    const turned = lost.size === 0 ? 'connected' : 'disconnected'
    if (turned === state) return []
    state = turned
    const reason = event.kind === 'lost' ? `${channels}: ${event.reason}` : `${channels} is subscribed.`
    return [{ receivedTime: now(), source: 'link', text: JSON.stringify({ state, source: 'ssi', reason }) }]
  }
}
