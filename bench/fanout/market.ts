/** The program over the frames of the feeder: what both servers of the bench show. */
import { createInterface } from 'node:readline'
import { map, Observable, share } from 'rxjs'
import { type Board, board as makeBoard } from '../../pipelines/board/board.ts'
import { program } from '../../pipelines/program.ts'
import type { Frame } from '../../src/domain/frame.ts'
import type { Output } from '../../src/domain/outputs.ts'
import { decode } from '../../src/sources/decode.ts'

/** The market of a bench. Each state and each alert tells in `received_ms` when the newest frame in it came. */
export interface FedMarket {
  readonly outputs$: Observable<Output>
  readonly board: Board
  /** Frames so far, and how long the newest of them took to be read, ms. */
  readonly read: () => { readonly frames: number; readonly lag: number }
}

/** Reads the feeder's frames from the process's input once somebody subscribes. */
export function fedMarket(): FedMarket {
  const board = makeBoard({ source: 'bench', simulated: true, extraSymbols: [] })
  let received = 0
  let lag = 0
  let seq = 0
  const frames$ = new Observable<Frame>((subscriber) => {
    subscriber.next({ seq: ++seq, receivedTime: Date.now(), source: 'link', text: '{"state":"connected"}' })
    createInterface({ input: process.stdin }).on('line', (line) => {
      const space = line.indexOf(' ')
      received = Number(line.slice(0, space))
      lag = Date.now() - received
      subscriber.next({ seq: ++seq, receivedTime: received, source: 'ssi', text: line.slice(space + 1) })
    })
  })
  const outputs$ = frames$.pipe(
    program(decode),
    map((output) => {
      board.apply(output)
      return output.kind === 'alert' ? { ...output, data: { ...output.data, received_ms: received } } : output
    }),
    share(),
  )
  const snapshot = (withMinutes?: boolean) => {
    const state = board.snapshot(withMinutes)
    return { ...state, feed: { ...state.feed, received_ms: received } }
  }
  return { outputs$, board: { ...board, snapshot }, read: () => ({ frames: seq, lag }) }
}
