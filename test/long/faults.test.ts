import { describe, expect, it } from 'vitest'
import { ordeals } from '../exchange/faults/ordeals.ts'
import { endure, expectNothingLostTwice } from '../exchange/faults/recovery.ts'
import { marketTape, type Tape } from '../exchange/faults/tape.ts'

const SEEDS = Array.from({ length: 20 }, (_, i) => i + 1)

/** So many at once: most of the time of one is waiting. */
const TOGETHER = 10

const tapes = new Map<number, Tape>()
function tapeOf(seed: number): Tape {
  const tape = tapes.get(seed) ?? marketTape(seed)
  tapes.set(seed, tape)
  return tape
}

/** Over one connection or five, and resuming or not, by the seed. */
const sourceOf = (seed: number) => ({ combined: seed % 2 === 0, resume: seed % 3 === 0 })

describe.each(Object.entries(ordeals))('a source gets over %s', (kind, { isMet, source, ...ordeal }) => {
  it('with twenty seeds, with nothing doubled, and gaps for exactly what was lost', async () => {
    let disconnects = 0
    let lostVolume = 0
    for (let from = 0; from < SEEDS.length; from += TOGETHER) {
      const outcomes = await Promise.all(
        SEEDS.slice(from, from + TOGETHER).map((seed) =>
          endure({
            ...ordeal,
            tape: tapeOf(seed),
            seed,
            speed: 20,
            source: { ...sourceOf(seed), ...source },
          }),
        ),
      )
      for (const [i, outcome] of outcomes.entries()) {
        expect(isMet(outcome), `seed ${from + i + 1}`).toBe(true)
        expectNothingLostTwice(outcome)
        disconnects += outcome.disconnects
        lostVolume += outcome.lostMeanwhile
      }
    }
    console.log(`${kind}: ${disconnects} losses of the link, ${lostVolume} shares lost`)
  })
})
