import {
  catchError,
  concatMap,
  defer,
  exhaustMap,
  finalize,
  from,
  ignoreElements,
  merge,
  type Observable,
  tap,
  throwError,
  timer,
} from 'rxjs'
import { type HubEvent, hubSession, type HubSessionParts, resumedSession, urlOf } from './hub-session.ts'
import { type HubAccess, negotiate } from './negotiate.ts'
import { request } from './request.ts'

/** One connection to the data stream. */
export interface HubOptions extends HubAccess, Pick<HubSessionParts, 'channels' | 'random' | 'onWarning'> {
  /** Try once to resume a lost connection before it counts as lost. SSI is not known to allow it. */
  readonly resume: boolean
  /** Ends what is under way. */
  readonly signal: AbortSignal
}

/** Time from one ping to the next, ms: they keep the session of the access token alive. */
const PING = 5 * 60_000

/** Longest wait for the answer to a farewell, ms. */
const FAREWELL = 2000

/**
 * A connection to the data stream (classic SignalR): negotiates and connects when subscribed to, emits when its channels are
 * subscribed and then the messages of each frame together, and errs with an `SsiError` when it is lost. Never completes.
 * Unsubscribing closes the socket and tells the server.
 */
export function hub(options: HubOptions): Observable<HubEvent> {
  return defer(() => from(negotiate(options, options.signal))).pipe(
    concatMap((negotiated) => {
      const cursor = { messageId: undefined, groupsToken: undefined }
      return lived({ ...options, ...negotiated, cursor }, options.resume)
    }),
  )
}

function lived(parts: HubSessionParts, resume: boolean): Observable<HubEvent> {
  let lost = false
  const onLoss = (error: unknown): Observable<HubEvent> =>
    resume && parts.cursor.messageId !== undefined ? resumedSession(parts) : throwError(() => error)
  return merge(hubSession(parts).pipe(catchError(onLoss)), pings(parts)).pipe(
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
function pings(parts: HubSessionParts): Observable<never> {
  return timer(PING, PING).pipe(
    exhaustMap(() => ping(parts).catch(() => undefined)),
    ignoreElements(),
  )
}

async function ping(parts: HubSessionParts): Promise<void> {
  await request({ what: 'ping', url: urlOf(parts, 'ping'), token: await parts.tokens.get() })
}

/** Tells the server that nobody listens any more; it finds out by itself when this gets lost. */
function abort(parts: HubSessionParts): void {
  const { token } = parts
  void request({
    what: 'abort',
    url: urlOf(parts, 'abort'),
    method: 'POST',
    token,
    patience: FAREWELL,
  }).catch(() => undefined)
}
