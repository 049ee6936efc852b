import { beforeAll, describe, expect, it } from 'vitest'
import { ordeals } from '../exchange/faults/ordeals.ts'
import { endure, expectNothingLostTwice } from '../exchange/faults/recovery.ts'
import { triedSources } from '../exchange/faults/sources.ts'
import { smallTape } from '../exchange/faults/tape.ts'

const tape = smallTape(1)

describe.each(Object.entries(triedSources))('a source of %s gets over', (version, sourceOf) => {
  // A stream of v3 that has too many sockets is left alone for half a minute: that is for the long suite.
  const kinds = Object.entries(ordeals).filter(([kind]) => version === 'v2' || kind !== 'too-many-requests')
  let outcomes: ReadonlyMap<string, ReturnType<typeof endure>>
  beforeAll(() => {
    // All at once: most of it is waiting.
    outcomes = new Map(
      kinds.map(([kind, ordeal]) => [
        kind,
        endure({ ...ordeal, tape, seed: 1, speed: 40, source: sourceOf(), isCombined: true }),
      ]),
    )
  })

  it.each(kinds)('%s', async (kind, { isMet }) => {
    const outcome = await outcomes.get(kind)!
    expect(isMet(outcome)).toBe(true)
    expectNothingLostTwice(outcome)
  })
})
