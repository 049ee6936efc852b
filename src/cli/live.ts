import type { Logger } from 'pino'
import {
  type BehaviorSubject,
  concat,
  connect,
  defer,
  ignoreElements,
  merge,
  mergeMap,
  type Observable,
  takeUntil,
  tap,
} from 'rxjs'
import { missedMinutes, type MissedMinutes } from '../../operators/missed-minutes.ts'
import { program } from '../../pipelines/program.ts'
import type { Board } from '../../pipelines/board/board.ts'
import type { Rule } from '../../pipelines/rules/rule.ts'
import type { Frame } from '../domain/frame.ts'
import type { Output } from '../domain/outputs.ts'
import type { Instant } from '../domain/time.ts'
import type { Journal } from '../journal/journal.ts'
import { journaled } from '../journal/journaled.ts'
import type { SnapshotFiles } from '../journal/snapshots.ts'
import type { Metrics } from '../server/metrics.ts'
import { decode } from '../sources/decode.ts'
import type { Source } from '../sources/source.ts'
import type { Store } from '../store/store.ts'
import { countingDecode, countOutput } from './counts.ts'
import { heldWhile } from './held-while.ts'
import { type LiveMemory, liveMemory } from './live-memory.ts'
import { recovered } from './recovered.ts'
import { type Saving, saving } from './saving.ts'
import { secondHand } from './second-hand.ts'
import { stopped$ } from './stopped.ts'
import { tradeTiming } from './trade-timing.ts'
import type { StoredKind } from './stored-kinds.ts'

/** What a live run joins. */
export interface LiveParts {
  readonly source: Source
  /** Exchange seconds in a second; undefined where the wall clock must not move exchange time on. */
  readonly secondHandSpeed: number | undefined
  /** Asks for the clock of the exchange, where that can be steered: it moves exchange time on then, in place of the speed. */
  readonly exchangeTime?: (() => Promise<Instant | undefined>) | undefined
  readonly journal: Journal
  readonly journalDir: string
  readonly snapshots: SnapshotFiles
  readonly store: Pick<Store, 'lastSeq'>
  /** Kinds of output that the store keeps; all that have a table unless said otherwise. */
  readonly kinds?: ReadonlySet<StoredKind>
  readonly board: Board
  readonly metrics: Metrics
  /** Futures to choose the active one among; all when empty. */
  readonly futures: readonly string[]
  /** Alert rules of the user; none unless said. */
  readonly rules?: readonly Rule[]
  /** Told of which securities minutes are missing, each time that changes. */
  readonly missed: BehaviorSubject<readonly MissedMinutes[]>
  readonly logger: Logger
  /** What the reading of the log waits for; undefined for nothing. */
  readonly room?: () => Promise<void> | undefined
  /** Told once the log is read and the source is about to be connected. */
  readonly onReady: () => void
  /** Where the outputs go. */
  sinks(outputs$: Observable<Output>): Observable<unknown>
}

/** What a live run has beside its parts. */
interface Run extends LiveParts {
  readonly memory: LiveMemory
  readonly saved: Saving
}

/** What the log has of before. */
function earlier({ journalDir, snapshots: files, saved, memory, logger, room }: Run): Observable<Frame> {
  const frames$ = defer(() =>
    recovered({
      journalDir,
      files,
      saving: saved,
      room,
      load: (snapshot) => memory.load(snapshot),
      onInfo: (text) => logger.info(text),
      onWarning: (text) => logger.warn(text),
    }),
  )
  return frames$.pipe(mergeMap((frames) => frames))
}

/** What comes now, in the log before it goes on. */
function arriving({
  source,
  secondHandSpeed: speed,
  exchangeTime,
  journal,
  metrics,
  ...run
}: Run): Observable<Frame> {
  return defer(() => {
    run.onReady()
    const reading = () => run.memory.reading()
    const hand = speed === undefined ? [] : [secondHand({ reading, speed, exchangeTime })]
    return merge(source, ...hand).pipe(
      journaled(journal),
      tap(({ seq }) => metrics.journalLastSeq.set(seq)),
      heldWhile(() => run.saved.due()),
    )
  })
}

/**
 * The log behind the newest snapshot, then the source: one stream of frames through the program, its outputs to the board and
 * the sinks. It ends when the process is asked to: the outputs are cut there, and the sinks write what they hold. The
 * operators are not completed, for the log goes on at the next start, from where it is saved last.
 */
export function live(parts: LiveParts): Observable<never> {
  const { metrics, logger, snapshots: files } = parts
  const memory = liveMemory(parts)
  const saved = saving({ files, save: () => memory.save(), onWarning: (text) => logger.warn(text) })
  const run = { ...parts, memory, saved }
  const count = countOutput(metrics)
  const timing = tradeTiming(metrics, () => performance.now())
  const running$ = concat(earlier(run), arriving(run)).pipe(
    tap((frame) => saved.follow(frame)),
    memory.collect(
      program(timing.from(countingDecode(decode, metrics)), {
        futures: parts.futures,
        rules: parts.rules ?? [],
      }),
    ),
    tap((output) => {
      timing.to(output)
      memory.follow(output)
      count(output)
    }),
    takeUntil(stopped$),
    connect((outputs$) =>
      merge(
        parts.sinks(outputs$),
        outputs$.pipe(
          memory.collect(missedMinutes()),
          tap((missed) => parts.missed.next(missed)),
        ),
      ),
    ),
  )
  return concat(
    running$,
    defer(() => saved.finish()),
  ).pipe(ignoreElements())
}
