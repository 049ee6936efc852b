import {
  debounceTime,
  defer,
  firstValueFrom,
  from,
  ignoreElements,
  interval,
  merge,
  type Observable,
  of,
  Subject,
  switchMap,
  tap,
} from 'rxjs'
import type { RawFrame } from '../../domain/frame.ts'
import type { ReplaySpeed } from '../../domain/replay.ts'
import type { Instant } from '../../domain/time.ts'
import type { ConsumerCredentials } from '../wire/access.ts'
import { type Backlog, makeBacklog } from '../wire/backlog.ts'
import type { Handler } from '../wire/handler.ts'
import { listening, type Serving } from '../wire/listening.ts'
import type { ApiCredentials } from '../wire3/auth/auth.ts'
import { recorded2 } from './recorded2.ts'
import { recorded3 } from './recorded3.ts'
import type { RecordedPart } from './recorded-part.ts'

/** A stretch of a recording that is played. */
export interface Played {
  readonly frames: readonly RawFrame[]
  /** Whether clients hear it; else it is only remembered, for who asks later. They do unless said. */
  readonly isTold?: boolean
  /** Whether the recording begins anew with it, and all that was is forgotten; it does not unless said. */
  readonly isAnew?: boolean
}

/** How a recording is served. */
export interface RecordedServerOptions {
  /** What it is called; it goes out with every answer, so that nobody takes it for the market. */
  readonly title: string
  /** Names this playing of it, for who must not mix it with another. */
  readonly run: string
  /** Whether the simulated exchange made it; that goes out with every answer, too. */
  readonly simulated?: boolean
  /** How fast it is played, told to who asks. */
  readonly speed: () => ReplaySpeed
  /** Lists that are the answers before anything is played. */
  readonly lists: readonly RawFrame[]
  /** Plays it; asked once. It is asked for more when clients have taken what was told. `begun` is when they are there. */
  readonly play: (begun: Promise<unknown>) => AsyncIterable<Played>
  /** What answers beside what SSI has; nothing unless said. */
  readonly beside?: readonly Handler[]
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
  const {
    title,
    run,
    simulated = false,
    speed,
    port,
    host = '127.0.0.1',
    settled = 1_000,
    beside = [],
  } = options
  return defer(() => {
    const subscribed$ = new Subject<void>()
    const backlog = makeBacklog()
    const clients = { onSubscribed: () => subscribed$.next() }
    const parts = [recorded2({ ...options, ...clients }), recorded3({ ...options, ...clients })]
    const ticks$ = interval(TICK).pipe(tap(() => step([], parts)))
    const begun = firstValueFrom(subscribed$.pipe(debounceTime(settled)), { defaultValue: undefined })
    const played$ = from(told(options.play(begun), parts, backlog))
    return listening({
      port,
      host,
      handlers: [...parts.flatMap(({ handlers }) => handlers), ...beside],
      headers: () => ({
        'x-vnflow-exchange': `run=${run}; recording=${encodeURIComponent(title)}; speed=${speed()}`,
        ...(simulated && { 'x-vnflow-simulated': 'true' }),
      }),
      onUpgrade: backlog.watch,
    }).pipe(switchMap((serving) => merge(of(serving), merge(ticks$, played$).pipe(ignoreElements()))))
  })
}

function step(frames: readonly RawFrame[], parts: readonly RecordedPart[]): void {
  for (const part of parts) part.step(frames)
}

/** Tells what is played, as fast as clients take it. */
async function* told(
  stretches: AsyncIterable<Played>,
  parts: readonly RecordedPart[],
  { drained }: Backlog,
): AsyncGenerator<number> {
  for await (const { frames, isTold = true, isAnew = false } of stretches) {
    if (isAnew) for (const part of parts) part.forget()
    if (isTold) step(frames, parts)
    else for (const part of parts) part.remember(frames)
    await drained()
    yield frames.length
  }
}
