import { deserialize, serialize } from 'node:v8'
import { type OperatorFunction, pipe, tap } from 'rxjs'
import { type Snapshot, snapshots, type State } from '../../operators/state/snapshots.ts'
import type { Board } from '../../pipelines/board/board.ts'
import type { Decode } from '../../pipelines/ordered-events.ts'
import { program } from '../../pipelines/program.ts'
import type { Rule } from '../../pipelines/rules/rule.ts'
import type { Frame } from '../domain/frame.ts'
import type { Output } from '../domain/outputs.ts'
import type { Instant } from '../domain/time.ts'
import type { PlayedProgram } from '../sources/replay/head.ts'

/** What a replay feeds. */
export interface ReplayedProgramParts {
  readonly board: Board
  readonly decode: Decode
  /** Futures to choose the active one among; all when empty. */
  readonly futures: readonly string[]
  /** Alert rules of the user; none unless said. */
  readonly rules?: readonly Rule[]
}

/** The same program as in a live run, and its board: between two frames it can be set back to what it remembered at another place. */
export function replayedProgram({
  board,
  decode,
  futures,
  rules = [],
}: ReplayedProgramParts): PlayedProgram & {
  readonly toOutputs: OperatorFunction<Frame, Output>
} {
  let clock: Instant | undefined
  const clockState: State<Instant | undefined> = {
    save: () => clock,
    load(saved) {
      clock = saved
    },
  }
  // What is saved is loaded by the same process only: there is no other program that it could be of.
  const kept = snapshots({ fingerprint: 'this process', beside: [board.state, clockState] })
  return {
    toOutputs: pipe(
      kept.collect(program(decode, { futures, rules })),
      tap((output) => {
        board.apply(output)
        if (output.exchangeTime !== undefined)
          clock = Math.max(clock ?? output.exchangeTime, output.exchangeTime)
      }),
    ),
    save: () => serialize(kept.save()),
    load(state) {
      kept.load(deserialize(state) as Snapshot)
    },
    clock: () => clock,
  }
}
