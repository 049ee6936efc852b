import {
  concatMap,
  debounceTime,
  defer,
  from,
  ignoreElements,
  interval,
  merge,
  type Observable,
  of,
  Subject,
  switchMap,
  take,
  tap,
} from 'rxjs'
import type { RawFrame } from '../../domain/frame.ts'
import type { ReplaySpeed } from '../../domain/replay.ts'
import type { Instant } from '../../domain/time.ts'
import type { ConsumerCredentials } from '../wire/access.ts'
import { type Backlog, makeBacklog } from '../wire/backlog.ts'
import type { ServedPart } from '../wire/handler.ts'
import { listening, type Serving } from '../wire/listening.ts'
import type { ApiCredentials } from '../wire3/auth/auth.ts'
import { recorded2 } from './recorded2.ts'
import { recorded3 } from './recorded3.ts'

/** How a recording is served. */
export interface RecordedServerOptions {
  /** What it is called; it goes out with every answer, so that nobody takes it for the market. */
  readonly title: string
  /** Names this playing of it, for who must not mix it with another. */
  readonly run: string
  /** Whether the simulated exchange made it; that goes out with every answer, too. */
  readonly simulated?: boolean
  /** Told to who asks; `play` keeps to it. */
  readonly speed: ReplaySpeed
  /** Lists that are the answers before anything is played. */
  readonly lists: readonly RawFrame[]
  /** Plays it, from its beginning; asked once. */
  readonly play: () => AsyncIterable<readonly RawFrame[]>
  /** 0 for any that is free. */
  readonly port: number
  /** 127.0.0.1 unless said. */
  readonly host?: string
  /** The wall clock, ms UTC. */
  readonly now: () => Instant
  /** The only pair that version 2 gives a token for; without it any two texts are. */
  readonly credentials?: ConsumerCredentials | undefined
  /** The same for version 3. */
  readonly api?: ApiCredentials | undefined
  /** Time from the last of the first subscriptions to the first message, ms; a second unless said. */
  readonly settled?: number
}

/** Time between two looks at the clients, ms. */
const TICK = 50

/**
 * Serves a recording as SSI serves the market, on one port: FastConnect v2 (REST and classic SignalR) what was received by v2, v3 (REST and
 * stream) what was received by v3. Orders are not taken.
 *
 * Listens when subscribed to, and emits once when it does. It begins to play a second after a client has subscribed and no other has joined
 * it, so that nobody who is there from the beginning misses it; who comes later is sent the last of everything, as by the exchange itself. At
 * the end it goes on to answer, and has nothing more to tell. Errs when it cannot listen, or the recording breaks off.
 */
export function recordedServer(options: RecordedServerOptions): Observable<Serving> {
  const { title, run, simulated = false, speed, port, host = '127.0.0.1', settled = 1_000 } = options
  return defer(() => {
    const subscribed$ = new Subject<void>()
    const backlog = makeBacklog()
    const clients = { onSubscribed: () => subscribed$.next() }
    const parts = [recorded2({ ...options, ...clients }), recorded3({ ...options, ...clients })]
    const ticks$ = interval(TICK).pipe(tap(() => step([], parts)))
    const played$ = subscribed$.pipe(
      debounceTime(settled),
      take(1),
      concatMap(() => from(told(options.play(), parts, backlog))),
    )
    return listening({
      port,
      host,
      handlers: parts.flatMap(({ handlers }) => handlers),
      headers: () => ({
        'x-vnflow-exchange': `run=${run}; recording=${encodeURIComponent(title)}; speed=${speed}`,
        ...(simulated && { 'x-vnflow-simulated': 'true' }),
      }),
      onUpgrade: backlog.watch,
    }).pipe(switchMap((serving) => merge(of(serving), merge(ticks$, played$).pipe(ignoreElements()))))
  })
}

type Part = ServedPart<RawFrame>

function step(frames: readonly RawFrame[], parts: readonly Part[]): void {
  for (const part of parts) part.step(frames)
}

/** Tells what is played, as fast as clients take it. */
async function* told(
  played: AsyncIterable<readonly RawFrame[]>,
  parts: readonly Part[],
  { drained }: Backlog,
): AsyncGenerator<number> {
  for await (const frames of played) {
    step(frames, parts)
    await drained()
    yield frames.length
  }
}
