import {
  BehaviorSubject,
  connect,
  lastValueFrom,
  merge,
  type MonoTypeOperatorFunction,
  type Observable,
  Subject,
  takeUntil,
  tap,
} from 'rxjs'
import { missedMinutes } from '../../operators/missed-minutes.ts'
import { program } from '../../pipelines/program.ts'
import { type LiveMemory, liveMemory, type LiveMemoryParts } from '../../src/cli/live-memory.ts'
import type { SavedProgram } from '../../src/cli/saving.ts'
import type { Frame } from '../../src/domain/frame.ts'
import type { Output } from '../../src/domain/outputs.ts'
import { readSnapshot, snapshotBytes } from '../../src/journal/snapshot-bytes.ts'
import { decode } from '../../src/sources/decode.ts'
import { type Store } from '../../src/store/store.ts'
import { type Recorder, recorder } from './recorder.ts'
import { testBoard } from './test-board.ts'

/** A replay, and how it is recorded. */
export interface ReplayedRun {
  readonly frames: AsyncIterable<readonly Frame[]>
  /** Where it is recorded. */
  readonly out: string
  /** Places at which the states are looked at. */
  readonly wanted: ReadonlySet<string>
  /** Frames after which the program is thrown away, and another one goes on from what it saved. */
  readonly breaks?: ReadonlySet<number>
  /** What the rows are written to; nothing unless said. */
  readonly store?: Store
  /** Changes the outputs, to see that it is seen. */
  readonly tampered?: MonoTypeOperatorFunction<Output>
}

/** A database that is written to and keeps nothing. */
const nowhere: Store = {
  append: (_table, { rowCount }) => Promise.resolve(rowCount),
  lastSeq: () => 0,
  query: () => Promise.resolve([]),
  read: () => Promise.resolve([]),
  page: () => Promise.resolve({ body: new Uint8Array() }),
  copy: () => Promise.resolve(),
  exportBefore: () => Promise.resolve([]),
  close: () => Promise.resolve(),
}

interface Life {
  readonly memory: LiveMemory
  readonly frames$: Subject<Frame>
  /** Cuts the outputs, as a stop does, and waits for the sinks. */
  readonly end: () => Promise<unknown>
}

/** Runs frames through the program to their end; there the outputs are cut, and nothing is completed, as a live run that is stopped. */
export async function replayedRun({
  frames,
  out,
  wanted,
  breaks,
  store,
  tampered,
}: ReplayedRun): Promise<void> {
  const begin = { store: store ?? nowhere, tampered: tampered ?? ((outputs$) => outputs$) }
  let board = testBoard()
  const recorded = recorder({ dir: out, board, store: begin.store, throttle: 1, wanted })
  let life = live({ ...begin, board, recorded })
  for await (const chunk of frames)
    for (const frame of chunk) {
      life.frames$.next(frame)
      if (!breaks?.has(frame.seq)) continue
      const saved = snapshotBytes({ frame, ...life.memory.save() })
      await life.end()
      board = testBoard()
      recorded.follow(board)
      life = live({ ...begin, board, recorded }, readSnapshot(saved) as SavedProgram)
    }
  await life.end()
  recorded.close()
}

interface LifeParts extends Required<Pick<ReplayedRun, 'store' | 'tampered'>> {
  readonly board: ReturnType<typeof testBoard>
  readonly recorded: Recorder
}

/** One life of the program, from its beginning or from what an earlier one saved. */
function live({ board, recorded, tampered }: LifeParts, saved?: SavedProgram): Life {
  const missed = new BehaviorSubject<LiveMemoryParts['missed']['value']>([])
  const memory = liveMemory({ board, missed, futures: [], store: { lastSeq: () => Infinity } })
  const frames$ = new Subject<Frame>()
  const cut$ = new Subject<void>()
  const outputs$ = frames$.pipe(
    memory.collect(program(decode)),
    tampered,
    tap((output) => {
      memory.follow(output)
    }),
    takeUntil(cut$),
  )
  const recorded$ = connect((shared$: Observable<Output>) =>
    merge(
      recorded.sinks(shared$),
      shared$.pipe(
        memory.collect(missedMinutes()),
        tap((now) => {
          missed.next(now)
        }),
      ),
    ),
  )(outputs$)
  const running = lastValueFrom(recorded$, { defaultValue: undefined })
  const refused = saved && memory.load(saved)
  if (refused !== undefined) throw new Error(`a snapshot was refused: ${refused}`)
  return {
    memory,
    frames$,
    end() {
      cut$.next()
      return running
    },
  }
}
