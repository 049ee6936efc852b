import { defer, from, type Observable, switchMap } from 'rxjs'
import { classic } from './classic/classic.ts'
import type { SignalrEvent, SignalrOptions } from './protocol.ts'

export type { Invocation, RemoteHub, SignalrEvent, SignalrOptions } from './protocol.ts'

/**
 * One connection to a SignalR hub over a WebSocket: negotiates and connects when subscribed to, and errs with a `SessionError` when it
 * is lost: refused, closed, failed, silent for longer than the keep-alive time, not up in time. Never completes. Unsubscribing
 * closes the socket and lets the server know. A refused token is forgotten (`tokens.refuse`), and stands in no text.
 *
 * Keep-alives, unknown keys, message types and hubs say nothing.
 */
export function signalr(options: SignalrOptions): Observable<SignalrEvent> {
  return options.protocol === 'classic' ? classic(options) : coreWhenNeeded(options)
}

/** Microsoft's client is loaded by who speaks it only: it takes memory. */
function coreWhenNeeded(options: SignalrOptions): Observable<SignalrEvent> {
  return defer(() => from(import('./core/core.ts'))).pipe(switchMap((module) => module.core(options)))
}
