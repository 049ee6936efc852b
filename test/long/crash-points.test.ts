import { describe, expect, it } from 'vitest'
import { damage, killPoint, packedDamage, packPoint, powerCut, type Recovery } from '../journal/crashes.ts'

/** Seeds are numbers in a row; a failure names its own. */
const FIRST = 20_000

/** Runs crash points, some at a time, and tells what they took. */
async function points(name: string, count: number, crash: (seed: number) => Promise<Recovery>, atOnce = 1) {
  const results: Recovery[] = []
  let next = FIRST
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (next < FIRST + count) results.push(await crash(next++))
    }),
  )
  const slowest = Math.max(...results.map(({ startMs }) => startMs))
  const lost = Math.max(...results.map((result) => result.lost))
  console.log(
    `${name}: ${results.length} crash points, seeds ${FIRST} to ${FIRST + count - 1}; ` +
      `slowest start ${slowest.toFixed(0)} ms; most frames lost at one ${lost}`,
  )
  expect(results).toHaveLength(count)
}

describe('more than 2,000 crash points', () => {
  it('power cuts under each', () => points('power cut, each', 450, (seed) => powerCut(seed, 'each')))
  it('power cuts under batch', () => points('power cut, batch', 450, (seed) => powerCut(seed, 'batch')))
  it('truncation at any byte', () => points('truncation', 475, (seed) => damage(seed, 'truncation')))
  it('bits turned', () => points('flip', 475, (seed) => damage(seed, 'flip')))
  it.each(['truncation', 'flip', 'blow'] as const)('packed files: %s', (kind) =>
    points(`packed, ${kind}`, 100, (seed) => packedDamage(seed, kind)),
  )
  it('kill -9 while files are packed', () => points('kill -9, packing', 60, packPoint, 3))
  it('kill -9 under each', () => points('kill -9, each', 60, (seed) => killPoint(seed, 'each'), 3))
  it('kill -9 under batch', () => points('kill -9, batch', 60, (seed) => killPoint(seed, 'batch'), 3))
  it('kill -9 with a store behind the log', () =>
    points('kill -9, store', 30, (seed) => killPoint(seed, seed % 2 ? 'each' : 'batch', true), 3))
})
