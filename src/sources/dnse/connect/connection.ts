import { defer, filter, ignoreElements, interval, map, merge, type Observable, switchMap, tap } from 'rxjs'
import type { Instant } from '../../../domain/time.ts'
import { type Link, openSocket } from '../../session/open-socket.ts'
import type { SessionEvent } from '../../session/session.ts'
import { notSilent } from '../../session/not-silent.ts'
import { SessionError } from '../../session/session-error.ts'
import { type Control, controlIn } from './control.ts'
import type { Channel } from './plan.ts'
import { authMessage, type Credentials, hidden } from './sign.ts'

/** One connection to the stream. */
export interface ConnectionParts extends Credentials {
  /** Base address of the stream host, http(s) or ws(s). */
  readonly streamUrl: string
  /** What is subscribed to. */
  readonly channels: readonly Channel[]
  /** A nonce that was not used yet. */
  readonly nonce: () => string
  /** How long DNSE lets a connection live, ms. */
  readonly life: number
  /** Time from one ping to the next, ms. */
  readonly pingEvery: number
  /** Longest time without a message of any kind, ms. */
  readonly deafAfter: number
  /** ms UTC */
  readonly now: () => Instant
  /** Told what DNSE says that is neither data nor known. Holds no secret. */
  readonly onWarning: (message: string) => void
}

/**
 * A connection to the stream: opens when subscribed to, waits for the greeting, proves who it is, subscribes to everything in one message,
 * and then emits the texts of data as they come. Answers pings, and sends some of its own.
 *
 * Errs with a `SessionError` when it is lost: closed with any code, refused, or silent altogether. The error is terminal when the credentials
 * are refused. Never completes.
 */
export function connection(parts: ConnectionParts): Observable<SessionEvent<string>> {
  return openSocket({ url: streamAddress(parts.streamUrl), handshakeTimeout: HANDSHAKE }).pipe(
    switchMap((link) =>
      defer(() => {
        const next = conversation(link, parts)
        const heard$ = link.texts$.pipe(
          notSilent(parts.deafAfter),
          map(next),
          filter((event) => event !== undefined),
        )
        return merge(heard$, pings(link, parts.pingEvery))
      }),
    ),
  )
}

/** Longest time until a socket is open, ms. */
const HANDSHAKE = 15_000

/** The address of the stream; HTTP and WebSocket schemes are both taken. */
const streamAddress = (base: string): string =>
  `${base.replace(/\/+$/, '').replace(/^http/i, 'ws')}/v1/stream?encoding=json`

const say = (link: Link, message: unknown) => link.send(JSON.stringify(message))

function pings(link: Link, every: number): Observable<never> {
  return interval(every).pipe(
    tap(() => say(link, { action: 'ping' })),
    ignoreElements(),
  )
}

/** Where a connection stands: what it waits for. */
type Stage = 'greeting' | 'authentication' | 'subscription' | 'data'

/** Answers one message after the other; gives what there is to tell of each. Throws a `SessionError` where it is the end. */
function conversation(
  link: Link,
  parts: ConnectionParts,
): (text: string) => SessionEvent<string> | undefined {
  const { channels, nonce, now, life } = parts
  const endsAt = now() + life
  let stage: Stage = 'greeting'

  const answer = (control: Control): SessionEvent<string> | undefined => {
    const { action } = control
    if (action === 'auth_success' && stage === 'authentication') {
      stage = 'subscription'
      say(link, { action: 'subscribe', channels })
    } else if (action === 'subscribed' && stage === 'subscription') {
      stage = 'data'
      return { kind: 'subscribed', endsAt }
    } else complain(control, stage, parts)
    return undefined
  }
  return (text) => {
    const control = controlIn(text)
    if (control?.action === 'ping') say(link, { action: 'pong' })
    else if (stage === 'greeting' && !isError(control)) {
      stage = 'authentication'
      say(link, authMessage(parts, { now: now(), nonce: nonce() }))
    } else return control ? answer(control) : { kind: 'messages', messages: [text] }
    return undefined
  }
}

const isError = (control: Control | undefined): control is Control =>
  control !== undefined && /error/i.test(control.action)

/** What needs no answer and tells nothing. */
const QUIET: ReadonlySet<string> = new Set(['pong', 'subscribed', 'unsubscribed', 'auth_success', 'welcome'])

/** Throws where an error ends the connection; one that comes between data is only worth a word. */
function complain(control: Control, stage: Stage, parts: ConnectionParts): void {
  const { action } = control
  if (QUIET.has(action)) return
  const said = hidden(control.said, parts)
  const because = said === '' ? '' : ` (${said})`
  if (!isError(control) || stage === 'data') return parts.onWarning(`DNSE says ${action}${because}.`)
  if (stage === 'subscription') throw new SessionError(`DNSE refused the subscription${because}.`)
  throw action === 'auth_error' || CREDENTIALS.test(said)
    ? refusal(because)
    : new SessionError(`DNSE failed${because}.`)
}

/** An error that came as such, not as `auth_error`, and speaks of the credentials all the same. */
const CREDENTIALS = /auth|signature|api.?key|credential/i

const refusal = (because: string): SessionError =>
  new SessionError(
    `DNSE refused the credentials${because}. Check DNSE_API_KEY and DNSE_API_SECRET, that the key is still valid, and that the clock ` +
      'of this machine is right.',
    { terminal: true },
  )
