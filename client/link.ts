import {
  asapScheduler,
  BehaviorSubject,
  defer,
  ignoreElements,
  merge,
  Observable,
  race,
  retry,
  share,
  Subject,
  take,
  tap,
  timer,
} from 'rxjs'
import type { SocketFrame, SocketRequest } from '../src/domain/socket.ts'
import { attempt } from './attempt.ts'
import { backoff } from './backoff.ts'
import { readFrame, type RejectedFrame } from './read-frame.ts'
import type { SocketEvent } from './socket.ts'

/** How the one socket stands. */
export interface Standing {
  readonly phase: 'connecting' | 'connected' | 'disconnected'
  /** Attempts that failed since the last success. */
  readonly failures: number
}

/** Who reads a channel. */
export interface ChannelReader {
  readonly name: string
  /** The `seq` of the last frame that was read; undefined for who wants the channel as it is now. */
  readonly seq: () => number | undefined
  /** Whether something stands in for the socket while it fails. */
  readonly polls: boolean
}

/** One socket, which carries all channels that are read now. */
export interface Link {
  readonly standing$: Observable<Standing>
  /**
   * The frames of a channel, and those that hold for all. Cold: the first reader opens the socket, the last one closes
   * it. Never completes, never errors. A channel has one reader at a time.
   */
  readonly open: (reader: ChannelReader) => Observable<SocketFrame>
  /** Asks for a channel anew, as it is now. */
  readonly renew: (name: string) => void
  /** Somebody found that the server answers: a socket that waits is tried at once. */
  readonly answering: () => void
}

/** What a link is made of. */
export interface LinkOptions {
  readonly socket$: Observable<SocketEvent>
  /** A number in [0, 1), for the jitter. */
  readonly random: () => number
  readonly onRejected: (frame: RejectedFrame) => void
}

/** Failures after which something stands in for the socket. */
export const FAILURES_BEFORE_POLLING = 3

/** Between two attempts while polling, ms. */
const RETRY_WHILE_POLLING = 30_000

interface Reading extends ChannelReader {
  readonly take: (frame: SocketFrame) => void
}

/** Most channels that a server takes in one request. */
const IN_ONE = 200

const inParts = <T>(all: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / IN_ONE) }, (_, i) => all.slice(i * IN_ONE, (i + 1) * IN_ONE))

/** Asks for channels: from where each was read to, if it was. */
function subscription(readers: readonly ChannelReader[]): SocketRequest {
  const resume = readers.flatMap(({ name, seq }) => {
    const last = seq()
    return last === undefined ? [] : [[name, last] as const]
  })
  return {
    op: 'subscribe',
    channels: readers.map(({ name }) => name),
    ...(resume.length > 0 && { resume: Object.fromEntries(resume) }),
  }
}

/** Hands each text to the reader of its channel, or to all. */
function deliver(
  text: string,
  readings: ReadonlyMap<string, Reading>,
  onRejected: LinkOptions['onRejected'],
) {
  const frame = readFrame(text)
  if ('kind' in frame) onRejected(frame)
  else if (frame.channel !== undefined) readings.get(frame.channel)?.take(frame)
  else for (const reading of [...readings.values()]) reading.take(frame)
}

/** The connection, made again and again while it is subscribed to; `wire` is told how it stands. Never emits. */
function connection({ socket$, random, onRejected }: LinkOptions, wire: Wire): Observable<never> {
  const { standing$, readings, answering$ } = wire
  const become = (standing: Partial<Standing>) => standing$.next({ ...standing$.value, ...standing })
  const opened = (send: (text: string) => void) => {
    wire.say = (request) => send(JSON.stringify(request))
    wire.due.clear()
    for (const part of inParts([...readings.values()])) wire.say(subscription(part))
    become({ phase: 'connected' })
  }
  const proved = () => {
    if (standing$.value.failures > 0) become({ failures: 0 })
  }
  function wait() {
    wire.say = undefined
    const failures = standing$.value.failures + 1
    become({ phase: 'disconnected', failures })
    const polls = [...readings.values()].some((reading) => reading.polls)
    if (!polls || failures < FAILURES_BEFORE_POLLING) return timer(backoff(failures, random()))
    return race(timer(RETRY_WHILE_POLLING), answering$).pipe(take(1))
  }
  return defer(() => {
    become({ phase: 'connecting' })
    return attempt(socket$, { opened, proved })
  }).pipe(
    tap((text) => deliver(text, readings, onRejected)),
    retry({ delay: wait }),
    ignoreElements(),
  )
}

interface Wire {
  readonly standing$: BehaviorSubject<Standing>
  readonly readings: Map<string, Reading>
  readonly answering$: Subject<void>
  /** Channels to ask for or to leave: those of one turn in one request, for a server takes few requests at once. */
  readonly due: Set<string>
  /** Present while the socket is open. */
  say?: ((request: SocketRequest) => void) | undefined
}

/** Asks for a channel that is read, and leaves one that is not, with the others of this turn. */
function ask(wire: Wire, name: string) {
  const { readings, due } = wire
  if (!wire.say) return
  due.add(name)
  if (due.size > 1) return
  asapScheduler.schedule(() => {
    const names = [...due]
    due.clear()
    const wanted = names.flatMap((of) => readings.get(of) ?? [])
    const left = names.filter((of) => !readings.has(of))
    for (const channels of inParts(left)) wire.say?.({ op: 'unsubscribe', channels })
    for (const part of inParts(wanted)) wire.say?.(subscription(part))
  })
}

/**
 * Makes the link. A socket that fails is tried again after up to 1, 2, 4, … 30 s (`backoff`), without an end; from the
 * third failure on, where something stands in for it, each 30 s. What was read is resumed from where it was read to.
 */
export function makeLink(options: LinkOptions): Link {
  const wire: Wire = {
    standing$: new BehaviorSubject<Standing>({ phase: 'connecting', failures: 0 }),
    readings: new Map(),
    answering$: new Subject<void>(),
    due: new Set(),
  }
  const { readings } = wire
  const connection$ = defer(() => {
    wire.standing$.next({ phase: 'connecting', failures: 0 })
    return connection(options, wire)
  }).pipe(share())
  function reading(reader: ChannelReader) {
    return new Observable<SocketFrame>((subscriber) => {
      readings.set(reader.name, { ...reader, take: (frame) => subscriber.next(frame) })
      ask(wire, reader.name)
      return () => {
        readings.delete(reader.name)
        if (readings.size === 0) wire.say = undefined
        ask(wire, reader.name)
      }
    })
  }
  return {
    standing$: wire.standing$,
    open: (reader) => merge(reading(reader), connection$),
    renew: (name) => ask(wire, name),
    answering: () => wire.answering$.next(),
  }
}
