import { describe, expect, it } from 'vitest'
import { ordeals } from '../exchange/faults/ordeals.ts'
import { endure, expectNothingLostTwice } from '../exchange/faults/recovery.ts'
import { triedSources } from '../exchange/faults/sources.ts'
import { marketTape, smallTape, type Tape } from '../exchange/faults/tape.ts'

const SEEDS = Array.from({ length: 20 }, (_, i) => i + 1)

/** So many at once: most of the time of one is waiting. */
const TOGETHER = 20

const tapes = new Map<number, Tape>()
function tapeOf(seed: number): Tape {
  const tape = tapes.get(seed) ?? marketTape(seed)
  tapes.set(seed, tape)
  return tape
}

/** Version 3 counts what is put through apart, so its market has no such deals. */
const markets = { v2: tapeOf, v3: smallTape }

const versions = ['v2', 'v3'] as const
const trials = versions.flatMap((version) =>
  Object.entries(ordeals).map(([kind, ordeal]) => ({ version, kind, ordeal })),
)

describe.each(trials)('a source of $version gets over $kind', ({ version, kind, ordeal }) => {
  it('with twenty seeds, with nothing doubled, and gaps for exactly what was lost', async () => {
    let reconnects = 0
    let lostVolume = 0
    for (let from = 0; from < SEEDS.length; from += TOGETHER) {
      const outcomes = await Promise.all(
        SEEDS.slice(from, from + TOGETHER).map((seed) =>
          endure({
            // Over one connection or five, and resuming or not.
            isCombined: seed % 2 === 0,
            resumes: seed % 3 === 0,
            ...ordeal,
            tape: markets[version](seed),
            seed,
            speed: 20,
            source: triedSources[version](),
          }),
        ),
      )
      for (const [i, outcome] of outcomes.entries()) {
        expect(ordeal.isMet(outcome), `seed ${from + i + 1}`).toBe(true)
        expectNothingLostTwice(outcome)
        reconnects += outcome.reconnects
        lostVolume += outcome.lostMeanwhile
      }
    }
    console.log(`${version} ${kind}: ${reconnects} connections anew, ${lostVolume} shares lost`)
  })
})
