import { describe, expect, it } from 'vitest'
import { damage, killPoint, packedDamage, powerCut } from './crashes.ts'

const seeds = (count: number) => Array.from({ length: count }, (_, i) => 1_000 + i)

describe('after a crash', () => {
  it.each(['each', 'batch'] as const)('a power cut takes no more than is stated (%s)', async (durability) => {
    for (const seed of seeds(12)) await powerCut(seed, durability)
  })

  it.each(['truncation', 'flip'] as const)('a %s costs what it hit', async (kind) => {
    for (const seed of seeds(25)) await damage(seed, kind)
  })

  it.each(['truncation', 'flip', 'blow'] as const)(
    'a %s of a packed file costs what is said',
    async (kind) => {
      for (const seed of seeds(1)) await packedDamage(seed, kind)
    },
  )

  it('kill -9 costs nothing that was acknowledged, and the store has each row once', async () => {
    expect(await killPoint(1_001, 'each', true)).toMatchObject({ lost: 0 })
  })
})
