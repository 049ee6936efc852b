import { beforeAll, describe, expect, it } from 'vitest'
import { ordeals } from './ordeals.ts'
import { endure, expectNothingLostTwice } from './recovery.ts'
import { smallTape } from './tape.ts'

const kinds = Object.entries(ordeals)
const tape = smallTape(1)
let outcomes: ReadonlyMap<string, ReturnType<typeof endure>>

describe('a source gets over', () => {
  beforeAll(() => {
    // All at once: most of it is waiting.
    outcomes = new Map(
      kinds.map(([kind, ordeal]) => [
        kind,
        endure({ ...ordeal, tape, seed: 1, speed: 40, source: { ...ordeal.source, combined: true } }),
      ]),
    )
  })

  it.each(kinds)('%s', async (kind, { isMet }) => {
    const outcome = await outcomes.get(kind)!
    expect(isMet(outcome)).toBe(true)
    expectNothingLostTwice(outcome)
  })
})
