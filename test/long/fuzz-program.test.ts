import { setTimeout as wait } from 'node:timers/promises'
import { lastValueFrom, Subject, tap } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { board as makeBoard } from '../../pipelines/board/board.ts'
import { program } from '../../pipelines/program.ts'
import { stored } from '../../src/cli/stored.ts'
import type { Frame } from '../../src/domain/frame.ts'
import type { Output } from '../../src/domain/outputs.ts'
import { random as randomOf } from '../../src/exchange/random.ts'
import { decode } from '../../src/sources/decode.ts'
import { ndjson } from '../../src/sources/replay/ndjson.ts'
import { openStore } from '../../src/store/store.ts'
import { orNonsense } from './nonsense.ts'

const SEEDS = Array.from({ length: 20 }, (_, i) => 1_000 + i)
/** Frames after which the board is shown, and after which the database has a turn. */
const SHOWN = 100
const TURN = 5_000

async function sample(): Promise<readonly Frame[]> {
  const all: Frame[] = []
  for await (const { frames } of ndjson('data/sample/2026-11-20.ndjson.gz')) all.push(...frames)
  return all
}

/** Runs frames through all that a live run has but the sockets; how many outputs of each kind there were. */
async function through(frames: readonly Frame[], seed: number) {
  const random = randomOf(seed, 'nonsense')
  const store = await openStore({ path: ':memory:' })
  const board = makeBoard({ source: 'fuzz', simulated: true, extraSymbols: ['AAA'] })
  const counts: Partial<Record<Output['kind'], number>> = {}
  const frames$ = new Subject<Frame>()
  const outputs$ = frames$.pipe(
    program(decode),
    tap((output) => {
      board.apply(output)
      counts[output.kind] = (counts[output.kind] ?? 0) + 1
    }),
  )
  const written = lastValueFrom(stored(outputs$, store), { defaultValue: 0 })
  for (const [i, frame] of frames.entries()) {
    frames$.next(orNonsense(frame, random))
    if (i % SHOWN === 0) JSON.stringify([board.snapshot(true), board.foreign(), board.basisTrend(30)])
    if (i % TURN === 0) await wait(1)
  }
  frames$.complete()
  await written
  await store.close()
  return counts
}

describe('a recorded morning in which three of ten messages are nonsense', () => {
  it('goes through the program, the board and the store to its end', async () => {
    const frames = await sample()
    for (const seed of SEEDS) {
      const counts = await through(frames, seed).catch((cause: unknown) => {
        throw new Error(`seed ${seed}`, { cause })
      })
      expect(counts.rejected).toBeGreaterThan(frames.length / 20)
      expect(counts.trade).toBeGreaterThan(frames.length / 20)
    }
  })
})
