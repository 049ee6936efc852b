import { expect } from 'vitest'
import { stretches } from '../../../src/exchange/faults/stretches.ts'
import { fc, test } from '../../property-tests.ts'

const END = 40
const stretch = fc
  .tuple(fc.nat(END), fc.nat(END))
  .map(([a, b]) => ({ after: Math.min(a, b), upTo: Math.max(a, b) }))

test.prop([fc.array(stretch), fc.nat(END)])(
  'the holes are what is in no stretch, whatever the order, overlap and repetition',
  (given, end) => {
    const known = stretches()
    for (const one of given) known.add(one)
    const units = Array.from({ length: end }, (_, unit) => unit)
    const isIn =
      (unit: number) =>
      ({ after, upTo }: { after: number; upTo: number }) =>
        after <= unit && unit < upTo
    const holes = known.holes(end)
    expect(units.filter((unit) => holes.some(isIn(unit)))).toEqual(
      units.filter((unit) => !given.some(isIn(unit))),
    )
    for (const { after, upTo } of holes) expect(upTo).toBeGreaterThan(after)
    for (const [i, hole] of holes.slice(1).entries()) expect(hole.after).toBeGreaterThan(holes[i]!.upTo)
  },
)
