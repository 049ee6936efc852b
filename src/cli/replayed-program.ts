import { deserialize, serialize } from 'node:v8'
import { type OperatorFunction, pipe, tap } from 'rxjs'
import { type Snapshot, snapshots } from '../../operators/state/snapshots.ts'
import type { Board } from '../../pipelines/board/board.ts'
import type { Decode } from '../../pipelines/ordered-events.ts'
import { program } from '../../pipelines/program.ts'
import type { Rule } from '../../pipelines/rules/rule.ts'
import type { Frame } from '../domain/frame.ts'
import type { Output } from '../domain/outputs.ts'
import type { PlayedProgram } from '../sources/replay/head.ts'
import { playedClock } from './played-clock.ts'

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
  const clock = playedClock()
  const readNext: Decode = (frame) => {
    const events = decode(frame)
    clock.read(frame, events)
    return events
  }
  // What is saved is loaded by the same process only: there is no other program that it could be of.
  const kept = snapshots({ fingerprint: 'this process', beside: [board.state, clock.state] })
  return {
    toOutputs: pipe(
      kept.collect(program(readNext, { futures, rules })),
      tap((output) => {
        board.apply(output)
        clock.hear(output)
      }),
    ),
    save: () => serialize(kept.save()),
    load(state) {
      kept.load(deserialize(state) as Snapshot)
    },
    clock: clock.now,
    gave: clock.gave,
  }
}
