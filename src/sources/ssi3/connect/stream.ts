import {
  concatMap,
  firstValueFrom,
  ignoreElements,
  map,
  merge,
  Observable,
  of,
  Subject,
  switchMap,
  take,
  tap,
  timeout,
  timer,
} from 'rxjs'
import { abortable } from '../../session/abortable.ts'
import { type Link, openSocket } from '../../session/open-socket.ts'
import type { SessionEvent } from '../../session/session.ts'
import { notSilent } from '../../session/not-silent.ts'
import { SessionError } from '../../session/session-error.ts'
import { together } from '../../session/together.ts'
import type { Admission } from './admission.ts'
import { quoted, USER_AGENT } from './answer.ts'
import { HEARTBEAT, inbound } from './inbound.ts'
import { type Ack, type Ask, subscribe, type Subscription } from './subscribing.ts'
import type { TokenOwner } from './token-owner.ts'

/** The times that a stream keeps, ms. */
export interface StreamTimes {
  /** Longest wait for an acknowledgement, before the frame is sent once more. */
  readonly ack: number
  /** From one ping to the next. */
  readonly ping: number
  /** Longest time without any frame, answers to pings among them. */
  readonly silence: number
}

/** One connection to the stream. */
export interface StreamParts {
  /** Of the stream, checked. */
  readonly url: string
  readonly tokens: TokenOwner
  readonly admission: Admission
  /** What is subscribed to, asked anew for each connection. */
  readonly topics: () => readonly string[]
  readonly times: StreamTimes
  readonly now: () => number
  /** Told of topics that are not taken. */
  readonly onWarning: (message: string) => void
}

/** Longest wait for the socket to open, ms. */
const HANDSHAKE = 10_000

/** Least time from one answer to a ping to the next, ms: two sides that answer each other's answers must not race. */
const CALM = 1000

/**
 * A connection to the stream: opened when subscribed to, with a fresh token; emits when its topics are acknowledged, and then the
 * data frames, those of one moment together. Data that comes before the acknowledgement is held until it. Errs with a
 * `SessionError` when it is lost: closed, refused, or silent although it was pinged. Never completes.
 *
 * @param fresh - the session is to be lengthened first, for it ends soon
 */
export function stream(parts: StreamParts, fresh: boolean): Observable<SessionEvent<string>> {
  const { tokens, url, admission } = parts
  return abortable(() => (fresh ? tokens.renew() : tokens.get())).pipe(
    concatMap((token) =>
      openSocket({
        url,
        headers: { Authorization: `Bearer ${token}`, 'User-Agent': USER_AGENT },
        handshakeTimeout: HANDSHAKE,
        refusal: (code, retryAfter) => admission.refused(token, { code, message: '', retryAfter }),
      }).pipe(switchMap((link) => dialogue(link, token, parts))),
    ),
  )
}

/** What an open connection goes through. */
function dialogue(link: Link, token: string, parts: StreamParts): Observable<SessionEvent<string>> {
  const { times, tokens, admission, topics } = parts
  return new Observable((subscriber) => {
    const acks$ = new Subject<Ack>()
    const gate = closedGate((messages) => subscriber.next({ kind: 'messages', messages }))
    const error = (reason: unknown) => subscriber.error(reason)
    const settle = (subscription: Subscription): void => {
      if (subscriber.closed) return
      const loss = report(subscription, gate.holdsAny(), parts)
      if (loss) {
        error(loss)
        return
      }
      admission.admitted()
      subscriber.next({ kind: 'subscribed', endsAt: tokens.endsAt() })
      gate.open()
    }
    const isData = dataIn(link, { acks$, token, parts })
    const data$ = link.texts$.pipe(
      together(),
      notSilent(times.silence),
      map((texts) => texts.filter(isData)),
    )
    subscriber.add(merge(data$, pings(link, times)).subscribe({ next: gate.pass, error }))
    subscriber.add(() => acks$.complete())
    subscribe(topics(), asking(link, acks$, times)).then(settle, error)
  })
}

/** Holds what passes until it is opened. */
function closedGate(emit: (messages: readonly string[]) => void) {
  let held: string[] | undefined = []
  const pass = (messages: readonly string[]): void => {
    if (held) held.push(...messages)
    else if (messages.length > 0) emit(messages)
  }
  return {
    pass,
    holdsAny: () => held !== undefined && held.length > 0,
    open() {
      const early = held ?? []
      held = undefined
      pass(early)
    },
  }
}

function pings(link: Link, { ping }: StreamTimes): Observable<never> {
  return timer(0, ping).pipe(
    tap(() => link.send(HEARTBEAT.ping)),
    ignoreElements(),
  )
}

interface Hearing {
  readonly acks$: Subject<Ack>
  readonly token: string
  readonly parts: StreamParts
}

/** Tells data from what is to be done at once, and does that. Throws what a refusal means. */
function dataIn(link: Link, { acks$, token, parts }: Hearing): (text: string) => boolean {
  const answer = answering(link, parts)
  return (text) => {
    const frame = inbound(text)
    if (frame.kind === 'ack') acks$.next(frame)
    if (frame.kind === 'ping') answer(frame.answer)
    if (frame.kind === 'refusal') throw parts.admission.refused(token, frame)
    return frame.kind === 'data'
  }
}

/** Sends a frame, and once more when no acknowledgement comes in time. */
const asking =
  (link: Link, acks$: Observable<Ack>, { ack }: StreamTimes): Ask =>
  async (frame) => {
    const acknowledged$ = acks$.pipe(take(1), timeout({ first: ack, with: () => of(undefined) }))
    for (let sent = 0; sent < 2; sent += 1) {
      const answer = firstValueFrom(acknowledged$, { defaultValue: undefined })
      link.send(frame)
      const got = await answer
      if (got) return got
    }
    return undefined
  }

/** Answers pings, but not in a race. */
function answering(link: Link, { now }: StreamParts): (answer: string) => void {
  let last = -Infinity
  return (answer) => {
    if (now() - last < CALM) return
    last = now()
    link.send(answer)
  }
}

/** Tells what was not taken; gives the error where nothing was, and nothing came either. */
function report(
  { accepted, refused, unanswered }: Subscription,
  hasData: boolean,
  { tokens, onWarning }: StreamParts,
): SessionError | undefined {
  const [first] = refused
  const why = quoted(tokens.hide(first?.message ?? ''))
  if (accepted.length === 0 && !hasData) return nothingTaken(first && why)
  if (first) onWarning(`The stream refuses ${counted(refused.length)}, as ${first.topic}${why}`)
  const [unheard] = unanswered
  if (unheard) onWarning(`The stream did not acknowledge ${counted(unanswered.length)}, as ${unheard}.`)
  return undefined
}

function nothingTaken(why: string | undefined): SessionError {
  if (why === undefined) return new SessionError('The stream acknowledged nothing.')
  return new SessionError(`The stream takes none of the topics${why}`, { terminal: LASTING.test(why) })
}

/** Words of a refusal that stays one. */
const LASTING = /denied|invalid/i

const counted = (topics: number): string => (topics === 1 ? '1 topic' : `${topics} topics`)
