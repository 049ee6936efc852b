import type { Frame, RawFrame } from '../../src/domain/frame.ts'
import type { Rejected } from '../../src/domain/event.ts'
import { rejected } from '../../src/testing/index.ts'

/** Numbers from 0 to below 1 that a seed and a place give again. */
export function chance(seed: number, at: number): number {
  let x = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(at + 1, 0xc2b2ae35)
  x = Math.imul(x ^ (x >>> 15), 0x2c1b3c6d)
  x = Math.imul(x ^ (x >>> 12), 0x297a2d39)
  return ((x ^ (x >>> 15)) >>> 0) / 2 ** 32
}

/** The text of a frame, known from its number alone. */
export const textAt = (seed: number, seq: number): string =>
  `{"seed":${seed},"seq":${seq},"pad":"${'ốx'.repeat(Math.floor(chance(seed, seq) * 150))}"}`

/** The batch that begins with a number. */
export const batchAt = (seed: number, firstSeq: number): readonly RawFrame[] =>
  Array.from({ length: 1 + Math.floor(chance(seed, -firstSeq) * 12) }, (_, i) => ({
    receivedTime: firstSeq + i,
    source: 'ssi',
    text: textAt(seed, firstSeq + i),
  }))

/** A row of the store for a frame. */
export const rejectedOf = ({ seq, text }: Frame): Rejected => rejected({ seq, reason: text.slice(0, 40) })
