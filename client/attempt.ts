import { ignoreElements, type Observable, of, switchMap, tap, timeout, timer } from 'rxjs'
import type { SocketEvent } from './socket.ts'

/** Who is told how an attempt to connect goes. */
export interface AttemptWatcher {
  /** The socket is open. */
  readonly opened: () => void
  /** It also works: it sent something, or stayed open for five seconds. A server that accepts and refuses does neither. */
  readonly proved: () => void
}

/** A server that does not accept within this time does not answer, ms. */
const ACCEPT_WITHIN = 10_000

/** A socket that stayed open for this long is good, though it has nothing to say, ms. */
const STEADY_AFTER = 5_000

/** The texts of one connection. Errors when the socket is lost, or not open after ten seconds. */
export function attempt(
  socket$: Observable<SocketEvent>,
  { opened, proved }: AttemptWatcher,
): Observable<string> {
  return socket$.pipe(
    timeout({ first: ACCEPT_WITHIN }),
    switchMap((event) => {
      if (event.kind === 'text') return of(event.text).pipe(tap(proved))
      opened()
      return timer(STEADY_AFTER).pipe(tap(proved), ignoreElements())
    }),
  )
}
