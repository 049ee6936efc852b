import {
  concat,
  concatMap,
  defer,
  EMPTY,
  finalize,
  from,
  map,
  type Observable,
  of,
  switchMap,
  tap,
  throwError,
  timeout,
} from 'rxjs'
import { notSilent } from '../../session/not-silent.ts'
import { type Link, openSocket } from '../../session/open-socket.ts'
import { isRefused, request } from '../../session/request.ts'
import { SessionError } from '../../session/session-error.ts'
import { together } from '../../session/together.ts'
import type { Invocation, SignalrEvent, SignalrOptions } from '../protocol.ts'
import type { Calls } from './calls.ts'
import { type Answer, type ClassicFrame, classicFrame } from './classic-frame.ts'
import { type ClassicVerb, classicUrl } from './classic-url.ts'
import type { Negotiated } from './negotiate.ts'

/** Where a connection can be resumed. */
interface Cursor {
  messageId: string | undefined
  groupsToken: string | undefined
}

/** One connection, which may have several sockets in turn. */
export interface ConnectionParts extends SignalrOptions {
  readonly negotiated: Negotiated
  /** Kept up to date with each frame. */
  readonly cursor: Cursor
  readonly calls: Calls
}

type Extra = readonly (readonly [string, string])[]

/**
 * Lives through one socket: connect, wait for the first frame, start, then whatever comes.
 * Errs when it is lost: closed, silent for longer than the keep-alive time, not up in time, failed, or asked to go.
 */
export function connection(parts: ConnectionParts): Observable<SignalrEvent> {
  return opened(parts, 'connect', [['tid', String(Math.floor(parts.random() * 11))]]).pipe(
    timeout({
      first: parts.negotiated.connectTimeout,
      with: () => throwError(() => new SessionError('The stream did not start in time.')),
    }),
  )
}

/** Takes a lost connection up again where it stopped: the server sends what was missed, and knows what was subscribed. */
export function resumed(parts: ConnectionParts): Observable<SignalrEvent> {
  const { messageId = '', groupsToken } = parts.cursor
  const groups: Extra = groupsToken === undefined ? [] : [['groupsToken', groupsToken]]
  return opened(parts, 'reconnect', [['messageId', messageId], ...groups])
}

function opened(parts: ConnectionParts, verb: ClassicVerb, extra: Extra): Observable<SignalrEvent> {
  const { tokens, calls } = parts
  const { token, connectTimeout } = parts.negotiated
  return openSocket({
    url: urlOf(parts, verb, extra),
    headers: { Authorization: `Bearer ${token}` },
    handshakeTimeout: connectTimeout,
    refusal(status, retryAfter) {
      if (status === 401 || status === 403) tokens.refuse(token)
      return new SessionError(`The stream refused the connection with status ${status}.`, { retryAfter })
    },
  }).pipe(
    tap((link) => calls.attach((text) => link.send(text))),
    switchMap((link) =>
      framesOf(link, parts).pipe(
        together(),
        concatMap((reads) => concat(...joined(reads).map((read) => told(read, verb, parts)))),
      ),
    ),
    finalize(() => calls.detach()),
  )
}

/** The address of a request of this connection. */
export const urlOf = (
  { url, hub, negotiated: { clientProtocol, connectionToken } }: ConnectionParts,
  verb: ClassicVerb,
  extra: Extra = [],
): string => classicUrl(url, verb, { hub, clientProtocol, connectionToken, extra })

/** The frames, each with its bytes. Every frame is a sign of life, also while an earlier one is worked on. */
function framesOf({ data$ }: Link, { negotiated, cursor, hub, resume = false }: ConnectionParts) {
  const { keepAliveTimeout } = negotiated
  const watched$ = keepAliveTimeout === undefined ? data$ : data$.pipe(notSilent(keepAliveTimeout))
  return watched$.pipe(
    map((data) => ({ data, frame: classicFrame(data, hub, resume) })),
    tap(({ frame }) => {
      cursor.messageId = frame?.messageId ?? cursor.messageId
      cursor.groupsToken = frame?.groupsToken ?? cursor.groupsToken
    }),
  )
}

interface Read {
  readonly data: Buffer
  readonly frame: ClassicFrame | undefined
}

/**
 * The frames of one turn of the loop, in order, neighbours that are calls and nothing else as one: what is done with each
 * thing that is told, down to a write to the log, is as much as the reading of a frame.
 */
function joined(reads: readonly Read[]): readonly Read[] {
  const all: Read[] = []
  let calls: Invocation[] | undefined
  for (const read of reads) {
    const { frame } = read
    if (!frame || !saysCallsOnly(frame)) {
      calls = undefined
      all.push(read)
    } else if (calls) {
      calls.push(...frame.invocations)
    } else {
      calls = [...frame.invocations]
      all.push({ ...read, frame: { ...frame, invocations: calls } })
    }
  }
  return all
}

function told({ data, frame }: Read, verb: ClassicVerb, parts: ConnectionParts): Observable<SignalrEvent> {
  if (!frame) return of({ kind: 'unreadable', text: data.toString() })
  // Nearly all frames are calls and nothing else: as a row of one thing each would take five times as long.
  if (saysCallsOnly(frame)) return called$(frame)
  const loss = lossIn(frame)
  return concat(
    // A connection that is resumed has been started, whatever its server says.
    frame.isInit && verb === 'connect' ? started(parts) : EMPTY,
    frame.answer ? settled(frame.answer, parts.calls) : EMPTY,
    called$(frame),
    loss === undefined ? EMPTY : throwError(() => new SessionError(parts.tokens.hide(loss))),
  )
}

const saysCallsOnly = (frame: ClassicFrame): boolean =>
  !frame.isInit && !frame.answer && lossIn(frame) === undefined

const called$ = ({ invocations }: ClassicFrame): Observable<SignalrEvent> =>
  invocations.length > 0 ? of({ kind: 'invocations', invocations }) : EMPTY

/** In its turn: a call that is answered speaks before the messages that follow. */
function settled(answer: Answer, calls: Calls): Observable<never> {
  return defer(() => {
    calls.settle(answer)
    return EMPTY
  })
}

/** Why a frame is the end of its connection; `undefined` when it is not. */
function lossIn({ wantsReconnect, failure }: ClassicFrame): string | undefined {
  if (wantsReconnect) return 'The server asked to reconnect.'
  return failure === undefined ? undefined : `The server failed: ${failure}`
}

function started(parts: ConnectionParts): Observable<SignalrEvent> {
  return defer(() => from(start(parts))).pipe(map(() => ({ kind: 'connected', hub: parts.calls })))
}

async function start(parts: ConnectionParts): Promise<void> {
  const { token, connectTimeout: patience } = parts.negotiated
  const answer = await request({ what: 'start', url: urlOf(parts, 'start'), token, patience })
  if (isRefused(answer)) parts.tokens.refuse(token)
  const { status, retryAfter } = answer
  if (answer.body?.['Response'] !== 'started')
    throw new SessionError(`start failed with status ${status}.`, { retryAfter })
}
