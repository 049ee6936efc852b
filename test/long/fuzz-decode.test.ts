import { describe, expect, it } from 'vitest'
import { fuzz } from '../sources/ssi/fuzzed.ts'
import { heapInUse } from './heap-in-use.ts'

const CHUNK = 100_000
const CHUNKS = 10
/** What the heap may grow by over 900,000 frames, MB: a leak of four bytes a frame shows. */
const FLAT = 4

describe('1,000,000 fuzzed frames', () => {
  it('are decoded as JSON.parse reads them, without a throw, in memory that stays as it is', () => {
    const heaps: number[] = []
    let scanned = 0
    for (let seed = 1; seed <= CHUNKS; seed += 1) {
      const told = fuzz(seed * 1_000, CHUNK)
      expect(told.differences).toEqual([])
      scanned += told.scanned
      heaps.push(heapInUse())
    }
    console.log(
      `${CHUNK * CHUNKS} frames, ${scanned} of them scanned; heap ${heaps.map((mb) => mb.toFixed(1)).join(' ')} MB`,
    )
    expect(scanned).toBeGreaterThan((CHUNK * CHUNKS) / 5)
    expect(heaps.at(-1)! - heaps[0]!).toBeLessThan(FLAT)
  })
})
