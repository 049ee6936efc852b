import {
  defer,
  ignoreElements,
  interval,
  merge,
  mergeMap,
  type Observable,
  of,
  scan,
  tap,
  timeout,
  timer,
} from 'rxjs'
import type { SocketEvent } from './socket.ts'

/** Who is told how an attempt to connect goes. */
export interface AttemptWatcher {
  /** The socket is open. */
  readonly opened: (send: (text: string) => void) => void
  /** It also works: it sent something, or stayed open for five seconds. A server that accepts and refuses does neither. */
  readonly proved: () => void
}

/** A server that does not accept within this time does not answer, ms. */
const ACCEPT_WITHIN = 10_000

/** A socket that stayed open for this long is good, though it has nothing to say, ms. */
const STEADY_AFTER = 5_000

/** A socket that was silent for this long is asked whether it is there; as long again, and it is not, ms. */
const SILENCE = 15_000

const PING = JSON.stringify({ op: 'ping' })

/** Asks a silent server whether it is there. Never emits; errors when there is no answer. `isHeard`: since the last call. */
function watch(send: (text: string) => void, isHeard: () => boolean): Observable<never> {
  return interval(SILENCE).pipe(
    scan((silent) => (isHeard() ? 0 : silent + 1), 0),
    tap((silent) => {
      if (silent === 1) send(PING)
      else if (silent > 1) throw new Error('The server is silent.')
    }),
    ignoreElements(),
  )
}

/**
 * The texts of one connection. Errors when the socket is lost, not open after ten seconds, or silent though asked: a
 * connection that broke without a word looks open for hours.
 */
export function attempt(
  socket$: Observable<SocketEvent>,
  { opened, proved }: AttemptWatcher,
): Observable<string> {
  return defer(() => {
    let heard = false
    const isHeard = () => {
      const was = heard
      heard = false
      return was
    }
    return socket$.pipe(
      timeout({ first: ACCEPT_WITHIN }),
      mergeMap((event) => {
        if (event.kind === 'text') {
          heard = true
          proved()
          return of(event.text)
        }
        opened(event.send)
        return merge(timer(STEADY_AFTER).pipe(tap(proved), ignoreElements()), watch(event.send, isHeard))
      }),
    )
  })
}
