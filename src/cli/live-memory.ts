import type { BehaviorSubject, OperatorFunction } from 'rxjs'
import type { MissedMinutes } from '../../operators/missed-minutes.ts'
import { snapshots, type State } from '../../operators/state/snapshots.ts'
import type { Board } from '../../pipelines/board/board.ts'
import type { Rule } from '../../pipelines/rules/rule.ts'
import type { Output } from '../domain/outputs.ts'
import type { Store } from '../store/store.ts'
import { programFingerprint } from './program-fingerprint.ts'
import { hasRows, rowProgress } from './row-progress.ts'
import type { SavedProgram } from './saving.ts'
import type { Reading } from './second-hand.ts'
import type { StoredKind } from './stored-kinds.ts'

/** What has a memory beside the operators, and what tells programs apart. */
export interface LiveMemoryParts {
  readonly board: Board
  readonly missed: BehaviorSubject<readonly MissedMinutes[]>
  readonly futures: readonly string[]
  /** Alert rules of the user; none unless said. */
  readonly rules?: readonly Rule[]
  readonly store: Pick<Store, 'lastSeq'>
  /** Kinds of output that the store keeps; all that have a table unless said otherwise. */
  readonly kinds?: ReadonlySet<StoredKind>
}

/** All that a live run remembers, and how it goes on from what an earlier one remembered. */
export interface LiveMemory {
  /** Reaches the states of a part of the program. */
  collect<I, O>(part: OperatorFunction<I, O>): OperatorFunction<I, O>
  /** Takes each output in, before it goes anywhere. */
  follow(output: Output): void
  /** The newest dated message, which the second hand goes by. */
  reading(): Reading | undefined
  save(): Omit<SavedProgram, 'frame'>
  /** Goes on from a snapshot; the reason when it cannot. */
  load(saved: SavedProgram): string | undefined
}

function newestReading() {
  let newest: Reading | undefined
  const state: State<Reading | undefined> = {
    save: () => newest,
    load(saved) {
      newest = saved
    },
  }
  return {
    state,
    read: () => newest,
    follow({ kind, exchangeTime, receivedTime }: Output) {
      if (kind === 'clock' || kind === 'connection' || exchangeTime === undefined) return
      if (!newest || exchangeTime >= newest.exchangeTime) newest = { exchangeTime, receivedTime }
    },
  }
}

/** What a source was asked for before the restart it is asked for again. */
const asked = (missed: LiveMemoryParts['missed']): State<readonly MissedMinutes[]> => ({
  save: () => missed.value,
  load: (saved) => missed.next(saved),
})

/** Remembers nothing yet. */
export function liveMemory({
  board,
  missed,
  futures,
  rules = [],
  store,
  kinds,
}: LiveMemoryParts): LiveMemory {
  const reading = newestReading()
  const rows = rowProgress(kinds)
  const program = snapshots({
    fingerprint: programFingerprint({ futures, rules }),
    beside: [board.state, reading.state, rows.state, asked(missed)],
  })
  return {
    collect: program.collect,
    follow(output) {
      reading.follow(output)
      rows.follow(output)
      board.apply(output)
    },
    reading: reading.read,
    save: () => ({ lastRows: rows.state.save(), program: program.save() }),
    load(saved) {
      if (!hasRows(store, saved.lastRows)) return 'the store has not come as far'
      return program.load(saved.program) ? undefined : 'it is one of another program'
    },
  }
}
