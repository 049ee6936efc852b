import { type Board, board as makeBoard } from '../../pipelines/board/board.ts'
import type { Recording } from '../sources/replay/recording.ts'

/** What the board of a replay is made of. */
export interface ReplayBoardOptions {
  /** What it calls the source. */
  readonly source: string
  readonly extraSymbols: readonly string[]
  readonly recording: Pick<Recording, 'read'>
  /** Whether the simulated exchange made it; only shown. */
  readonly simulated?: boolean
}

/** A board at the beginning of a recording. One that tells nothing of its link was received over one that stood. */
export async function replayBoard({
  source,
  extraSymbols,
  recording,
  simulated = false,
}: ReplayBoardOptions): Promise<Board> {
  const board = makeBoard({ source, simulated, extraSymbols })
  for await (const { frames } of recording.read()) {
    const [first] = frames
    if (!first) continue
    const { receivedTime } = first
    board.apply({
      kind: 'connection',
      state: 'connected',
      reason: 'the replay begins',
      seq: 0,
      receivedTime,
      // Before all days, so that no clock is moved by it.
      exchangeTime: 0,
    })
    break
  }
  return board
}
