import { ignoreElements, merge, startWith, Subject, Subscription, tap } from 'rxjs'
import type { Frame } from '../domain/frame.ts'
import type { ReplaySpeed } from '../domain/replay.ts'
import type { Instant } from '../domain/time.ts'
import type { Played } from '../exchange/recorded/recorded-server.ts'
import type { ExchangeControl } from '../exchange/wire/exchange-control.ts'
import { decode } from '../sources/decode.ts'
import type { PlayedProgram } from '../sources/replay/head.ts'
import { makeMarks } from '../sources/replay/marks.ts'
import { makePlayer, type ReplayOrder } from '../sources/replay/player.ts'
import type { Recording } from '../sources/replay/recording.ts'
import { makeOutlet, type Outlet } from './outlet.ts'

/** What is played, and how. */
export interface RecordedPlayerOptions {
  readonly recording: Pick<Recording, 'read'>
  readonly speed: ReplaySpeed
  readonly skipsPauses: boolean
}

/** A recording that is played to clients of an exchange, under control. */
export interface RecordedPlayer {
  /** Plays it, to one. It stands at the beginning until clients are there, unless it was told to play, to step or to pause before. */
  readonly play: (begun: Promise<unknown>) => AsyncIterable<Played>
  readonly control: ExchangeControl
  readonly close: () => void
}

/** Before nothing is played there is nothing to remember. */
const NOTHING = new Uint8Array()

/**
 * Plays a recording to those who hear it told. Forwards everything is told, as fast as they take it; going back, all that was is forgotten,
 * and what lies before the place is remembered only.
 */
export function recordedPlayer({ recording, ...pace }: RecordedPlayerOptions): RecordedPlayer {
  const out = makeOutlet()
  const orders$ = new Subject<ReplayOrder>()
  const program = listeners(out)
  const player = makePlayer({
    ...pace,
    recording: { read: (fromSeq) => asTaken(recording.read(fromSeq), out.taken) },
    program,
    marks: makeMarks({ put: () => undefined, get: () => NOTHING }),
    // What was told cannot be jumped over: the only place to go on from is the beginning.
    every: Infinity,
    now: () => performance.now(),
    control$: orders$.pipe(startWith<ReplayOrder>({ command: { action: 'pause' }, done: () => undefined })),
  })
  const playing = new Subscription()
  let isSteered = false
  const order: ExchangeControl['order'] = (command) =>
    new Promise((resolve) => {
      if (['play', 'pause', 'step'].includes(command.action)) isSteered = true
      orders$.next({ command, done: () => resolve(undefined) })
    })
  return {
    play(begun) {
      const arrived$ = player.arrived$.pipe(tap(out.tellAgain), ignoreElements())
      const heard$ = player.frames$.pipe(tap(program.hear))
      playing.add(merge(arrived$, heard$).subscribe({ error: out.fail }))
      void begun.then(() => {
        if (!isSteered) void order({ action: 'play' })
      })
      return out.played()
    },
    control: { status: player.status, order },
    close: () => playing.unsubscribe(),
  }
}

/** Those who hear what is played: they remember by themselves, and of what was only that it was. */
function listeners(out: Outlet): PlayedProgram & { readonly hear: (frame: Frame) => void } {
  let clock: Instant | undefined
  return {
    save: () => NOTHING,
    load() {
      clock = undefined
      out.beginAnew()
    },
    clock: () => clock,
    hear(frame) {
      clock = later(clock, frame)
      out.put(frame)
    },
  }
}

/** Exchange time with a frame: it does not go back. */
function later(clock: Instant | undefined, frame: Frame): Instant | undefined {
  if (frame.source.endsWith('-rest')) return clock
  return decode(frame).reduce(
    (latest, { exchangeTime = 0 }) =>
      exchangeTime > 0 ? Math.max(latest ?? exchangeTime, exchangeTime) : latest,
    clock,
  )
}

/** Reads on when what was read is taken. */
async function* asTaken<T>(chunks: AsyncIterable<T>, taken: () => Promise<unknown>): AsyncGenerator<T> {
  for await (const chunk of chunks) {
    yield chunk
    await taken()
  }
}
