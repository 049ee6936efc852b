import { type Board, board } from '../../pipelines/board/board.ts'

/** The board of a live run and of all its replays. */
export const testBoard = (): Board => board({ source: 'exchange', simulated: true, extraSymbols: [] })
