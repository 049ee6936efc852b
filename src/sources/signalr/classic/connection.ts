import {
  concat,
  concatMap,
  defer,
  EMPTY,
  from,
  ignoreElements,
  map,
  type Observable,
  of,
  startWith,
  switchMap,
  tap,
  throwError,
  timeout,
} from 'rxjs'
import { type HubFrame, hubFrame } from './hub-frame.ts'
import type { HubAccess, Negotiated } from './negotiate.ts'
import { type Link, openSocket } from './open-socket.ts'
import { isRefused, request } from './request.ts'
import { HUB, signalrUrl, type SignalrVerb } from './signalr-url.ts'
import { SsiError } from './ssi-error.ts'

/** What a connection tells: that it is subscribed, or the messages of one frame. */
export type HubEvent =
  { readonly kind: 'subscribed' } | { readonly kind: 'messages'; readonly texts: readonly string[] }

/** Where a connection can be resumed. */
interface Cursor {
  messageId: string | undefined
  groupsToken: string | undefined
}

/** One connection. */
export interface HubSessionParts extends HubAccess, Negotiated {
  /** Argument of SwitchChannels. */
  readonly channels: string
  /** Evenly spread in [0, 1). */
  readonly random: () => number
  /** Kept up to date with each frame. */
  readonly cursor: Cursor
  /** Told what the hub complains of. */
  readonly onWarning: (message: string) => void
}

/** Id of the one invocation of a connection. */
const SWITCH = '0'

/** Complaints after which nothing more comes, although the connection stays open. */
const BLOCKED = /block|quota/i

/**
 * Lives through one connection: connect, wait for the first frame, start, SwitchChannels, then messages.
 * Errs when it is lost: closed, silent for longer than the keep-alive time, not up in time, blocked, or asked to go.
 */
export function hubSession(parts: HubSessionParts): Observable<HubEvent> {
  return open(parts, 'connect', [['tid', String(Math.floor(parts.random() * 11))]]).pipe(
    switchMap((link) => framesOf(link, parts).pipe(concatMap((frame) => step(frame, link, parts)))),
    timeout({
      first: parts.connectTimeout,
      with: () => throwError(() => new SsiError('The stream did not start in time.')),
    }),
  )
}

/** Takes a lost connection up again where it stopped: the server sends what was missed, and keeps the channels. */
export function resumedSession(parts: HubSessionParts): Observable<HubEvent> {
  const { messageId = '', groupsToken } = parts.cursor
  const groups: readonly (readonly [string, string])[] =
    groupsToken === undefined ? [] : [['groupsToken', groupsToken]]
  return open(parts, 'reconnect', [['messageId', messageId], ...groups]).pipe(
    switchMap((link) =>
      framesOf(link, parts).pipe(
        concatMap((frame) => step(frame, link, parts)),
        startWith<HubEvent>({ kind: 'subscribed' }),
      ),
    ),
  )
}

function open(parts: HubSessionParts, verb: SignalrVerb, extra: readonly (readonly [string, string])[]) {
  const { tokens, token, connectTimeout } = parts
  const url = urlOf(parts, verb, extra)
  return openSocket({ url, token, handshakeTimeout: connectTimeout }, () => tokens.refuse(token))
}

/** The address of a request of this connection. */
export const urlOf = (
  { streamUrl, clientProtocol, connectionToken }: HubSessionParts,
  verb: SignalrVerb,
  extra: readonly (readonly [string, string])[] = [],
): string => signalrUrl(streamUrl, verb, { clientProtocol, connectionToken, extra })

/** Every frame is a sign of life, also while an earlier one is worked on. */
function framesOf({ frames$ }: Link, { keepAliveTimeout, cursor }: HubSessionParts): Observable<HubFrame> {
  const watched$ =
    keepAliveTimeout === undefined
      ? frames$
      : frames$.pipe(timeout({ each: keepAliveTimeout, with: onSilence }))
  return watched$.pipe(
    map(hubFrame),
    tap(({ messageId, groupsToken }) => {
      cursor.messageId = messageId ?? cursor.messageId
      cursor.groupsToken = groupsToken ?? cursor.groupsToken
    }),
  )
}

const onSilence = () => throwError(() => new SsiError('The stream fell silent.'))

function step(frame: HubFrame, link: Link, parts: HubSessionParts): Observable<HubEvent> {
  const loss = lossIn(frame, parts)
  return concat(
    frame.isInit ? started(link, parts) : EMPTY,
    frame.answers === SWITCH && loss === undefined ? of<HubEvent>({ kind: 'subscribed' }) : EMPTY,
    messagesIn(frame, parts),
    loss === undefined ? EMPTY : throwError(() => new SsiError(parts.tokens.hide(loss))),
  )
}

/** Why a frame is the end of its connection; `undefined` when it is not. */
function lossIn({ wantsReconnect, error, answers, complaints }: HubFrame, { channels }: HubSessionParts) {
  if (wantsReconnect) return 'The server asked to reconnect.'
  const blocked = complaints.find((complaint) => BLOCKED.test(complaint))
  if (blocked !== undefined) return `The server blocked the stream: ${blocked}`
  if (error === undefined) return undefined
  return answers === undefined ? `The server failed: ${error}` : `SwitchChannels ${channels} failed: ${error}`
}

function messagesIn(frame: HubFrame, { tokens, onWarning }: HubSessionParts): Observable<HubEvent> {
  for (const complaint of frame.complaints) onWarning(tokens.hide(`The hub says: ${complaint}`))
  return frame.broadcasts.length > 0 ? of({ kind: 'messages', texts: frame.broadcasts }) : EMPTY
}

/** Starts the connection, then asks for the channels. */
function started(link: Link, parts: HubSessionParts): Observable<never> {
  return defer(() => from(start(parts))).pipe(
    tap(() =>
      link.send(JSON.stringify({ H: HUB, M: 'SwitchChannels', A: [parts.channels], I: Number(SWITCH) })),
    ),
    ignoreElements(),
  )
}

async function start(parts: HubSessionParts): Promise<void> {
  const { token, tokens, connectTimeout: patience } = parts
  const answer = await request({ what: 'start', url: urlOf(parts, 'start'), token, patience })
  if (isRefused(answer)) tokens.refuse(token)
  if (answer.body?.['Response'] !== 'started')
    throw new SsiError(`start failed with status ${answer.status}.`)
}
