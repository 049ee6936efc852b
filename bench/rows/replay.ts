import type { Figure } from '../figure.ts'
import { madeFrames } from '../made-frames.ts'
import type { Run } from '../run.ts'
import { replayed } from '../store/replayed.ts'

/** Stored Parquet through all pipelines, beside the reading alone. */
export async function replay({ sized }: Run): Promise<readonly Figure[]> {
  const count = sized(600_000, 25_000, 2_000)
  const figure = await replayed({
    frames: madeFrames({ symbols: 1_600, count, date: '2026-11-20' }),
    repeats: sized(5, 2, 1),
  })
  return [{ ...figure, reach: { ...figure.reach, ratio: { least: 0.4 } } }]
}
