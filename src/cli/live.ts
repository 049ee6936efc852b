import {
  concat,
  connect,
  defer,
  from,
  ignoreElements,
  merge,
  mergeMap,
  type Observable,
  type Observer,
  takeUntil,
  tap,
} from 'rxjs'
import { missedMinutes, type MissedMinutes } from '../../operators/missed-minutes.ts'
import { program } from '../../pipelines/program.ts'
import type { Board } from '../../pipelines/board/board.ts'
import type { Output } from '../domain/outputs.ts'
import type { Journal } from '../journal/journal.ts'
import { journaled } from '../journal/journaled.ts'
import { readJournal } from '../journal/read-journal.ts'
import type { Metrics } from '../server/metrics.ts'
import { decode } from '../sources/decode.ts'
import type { Source } from '../sources/source.ts'
import { countingDecode, countOutput } from './counts.ts'
import type { DayMark } from './day-mark.ts'
import { type Reading, secondHand } from './second-hand.ts'
import { stopped$ } from './stopped.ts'

/** What a live run joins. */
export interface LiveParts {
  readonly source: Source
  /** Exchange seconds in a second; undefined where the wall clock must not move exchange time on. */
  readonly secondHandSpeed: number | undefined
  readonly journal: Journal
  readonly journalDir: string
  readonly mark: DayMark
  readonly board: Board
  readonly metrics: Metrics
  /** Futures to choose the active one among; all when empty. */
  readonly futures: readonly string[]
  /** Told of which securities minutes are missing, each time that changes. */
  readonly missed: Pick<Observer<readonly MissedMinutes[]>, 'next'>
  /** Told once the log of the running day is read and the source is about to be connected. */
  readonly onReady: () => void
  /** Where the outputs go. */
  sinks(outputs$: Observable<Output>): Observable<unknown>
}

/** The newest dated message, which the second hand goes by. */
function newestReading() {
  let newest: Reading | undefined
  return {
    read: () => newest,
    follow(output: Output) {
      if (output.kind === 'clock' || output.kind === 'connection' || output.exchangeTime === undefined) return
      if (!newest || output.exchangeTime >= newest.exchangeTime) newest = output
    },
  }
}

/**
 * The log of the running day, then the source: one stream of frames through the program, its outputs to the board and the
 * sinks. It ends when the process is asked to: the outputs are cut there, and the sinks write what they hold. The
 * operators are not completed, for the log goes on at the next start.
 */
export function live(parts: LiveParts): Observable<never> {
  const { journal, metrics, mark, board } = parts
  const reading = newestReading()
  const recovered$ = defer(() =>
    from(readJournal(parts.journalDir, { fromSeq: mark.seq })).pipe(mergeMap((frames) => frames)),
  )
  const hand: readonly Source[] =
    parts.secondHandSpeed === undefined
      ? []
      : [secondHand({ reading: reading.read, speed: parts.secondHandSpeed })]
  const arriving$ = defer(() => {
    parts.onReady()
    return merge(parts.source, ...hand).pipe(
      journaled(journal),
      tap(({ seq }) => metrics.journalLastSeq.set(seq)),
    )
  })
  const count = countOutput(metrics)
  return concat(recovered$, arriving$).pipe(
    program(countingDecode(decode, metrics), { futures: parts.futures }),
    tap((output) => {
      reading.follow(output)
      mark.follow(output)
      board.apply(output)
      count(output)
    }),
    takeUntil(stopped$),
    connect((outputs$) =>
      merge(
        parts.sinks(outputs$),
        outputs$.pipe(
          missedMinutes(),
          tap((missed) => parts.missed.next(missed)),
        ),
      ),
    ),
    ignoreElements(),
  )
}
