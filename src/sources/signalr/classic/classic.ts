import {
  catchError,
  concatMap,
  exhaustMap,
  finalize,
  ignoreElements,
  merge,
  type Observable,
  tap,
  throwError,
  timer,
} from 'rxjs'
import { abortable } from '../../session/abortable.ts'
import { request } from '../../session/request.ts'
import type { SignalrEvent, SignalrOptions } from '../protocol.ts'
import { calls } from './calls.ts'
import { connection, type ConnectionParts, resumed, urlOf } from './connection.ts'
import { negotiate } from './negotiate.ts'

/** Time from one ping to the next, ms: they keep the session of the access token alive. */
const PING = 5 * 60_000

/** Longest wait for the answer to a farewell, ms. */
const FAREWELL = 2000

/** One connection to a hub of classic ASP.NET SignalR; see `signalr`. */
export function classic(options: SignalrOptions): Observable<SignalrEvent> {
  return abortable((signal) => negotiate(options, signal)).pipe(
    concatMap((negotiated) => {
      const cursor = { messageId: undefined, groupsToken: undefined }
      return lived({
        ...options,
        negotiated,
        cursor,
        calls: calls(options.hub, (text) => options.tokens.hide(text)),
      })
    }),
  )
}

function lived(parts: ConnectionParts): Observable<SignalrEvent> {
  let lost = false
  const onLoss = (error: unknown): Observable<SignalrEvent> =>
    parts.resume && parts.cursor.messageId !== undefined ? resumed(parts) : throwError(() => error)
  return merge(connection(parts).pipe(catchError(onLoss)), pings(parts)).pipe(
    tap({
      error: () => {
        lost = true
      },
    }),
    finalize(() => {
      if (!lost) abort(parts)
    }),
  )
}

/** Asks now and then; what fails here says nothing that the watchdog will not say better. */
function pings(parts: ConnectionParts): Observable<never> {
  return timer(PING, PING).pipe(
    exhaustMap(() => ping(parts).catch(() => undefined)),
    ignoreElements(),
  )
}

async function ping(parts: ConnectionParts): Promise<void> {
  await request({ what: 'ping', url: urlOf(parts, 'ping'), token: await parts.tokens.get() })
}

/** Tells the server that nobody listens any more; it finds out by itself when this gets lost. */
function abort(parts: ConnectionParts): void {
  const { token } = parts.negotiated
  void request({
    what: 'abort',
    url: urlOf(parts, 'abort'),
    method: 'POST',
    token,
    patience: FAREWELL,
  }).catch(() => undefined)
}
