import { Subject } from 'rxjs'
import { missedMinutes } from '../operators/missed-minutes.ts'
import { type Snapshot, snapshots } from '../operators/state/snapshots.ts'
import { type Board, board as makeBoard } from '../pipelines/board/board.ts'
import { program } from '../pipelines/program.ts'
import type { Frame } from '../src/domain/frame.ts'
import type { Output } from '../src/domain/outputs.ts'
import { readSnapshot, snapshotBytes } from '../src/journal/snapshot-bytes.ts'
import { decode } from '../src/sources/decode.ts'

/** What a program made of frames, and what its screens show in the end. */
export interface Made {
  readonly outputs: readonly Output[]
  readonly missed: readonly unknown[]
  readonly views: readonly unknown[]
}

const viewsOf = (board: Board) => [
  board.snapshot(true),
  board.foreign(),
  board.sessions(),
  board.basisTrend(30),
  board.alerts({ limit: 500 }),
  board.components(),
]

/** A program and its board, from their beginning or from what another one saved. */
function begin(outputs: Output[], missed: unknown[], saved: Uint8Array | undefined) {
  const board = makeBoard({ source: 'test', simulated: true, extraSymbols: [] })
  const kept = snapshots({ fingerprint: 'test', beside: [board.state] })
  const frames$ = new Subject<Frame>()
  const outputs$ = new Subject<Output>()
  outputs$.pipe(kept.collect(missedMinutes())).subscribe((now) => missed.push(now))
  frames$.pipe(kept.collect(program(decode))).subscribe((output) => {
    outputs.push(output)
    board.apply(output)
    outputs$.next(output)
  })
  if (saved && !kept.load(readSnapshot(saved) as Snapshot)) throw new Error('the snapshot was refused')
  return { board, frames$, save: () => snapshotBytes(kept.save()) }
}

/** The program over frames; before each place in `breaks` it is thrown away, and another one goes on from the bytes that it saved. */
export function brokenRun(frames: readonly Frame[], breaks: ReadonlySet<number>): Made {
  const outputs: Output[] = []
  const missed: unknown[] = []
  let running = begin(outputs, missed, undefined)
  for (const [place, frame] of frames.entries()) {
    if (breaks.has(place)) running = begin(outputs, missed, running.save())
    running.frames$.next(frame)
  }
  return { outputs, missed, views: viewsOf(running.board) }
}
