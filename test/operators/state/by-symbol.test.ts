import { describe, expect, it, vi } from 'vitest'
import { bySymbol } from '../../../operators/state/by-symbol.ts'
import { fc, test } from '../../property-tests.ts'

interface Tally {
  readonly symbol: string
  count: number
}

const tally = (symbol: string): Tally => ({ symbol, count: 0 })

describe('bySymbol', () => {
  const steps = fc.array(
    fc.record({
      on: fc.nat(2),
      symbol: fc.string({ maxLength: 3 }),
      clears: fc.integer({ min: 0, max: 19 }),
    }),
  )
  test.prop([steps])('finds what a look-up in each map would, whoever else asks and forgets', (taken) => {
    const maps = [0, 1, 2].map(() => new Map<string, Tally>())
    const found = maps.map((map) => bySymbol(map, tally))
    const truth = maps.map(() => new Map<string, number>())
    for (const { on, symbol, clears } of taken) {
      if (clears === 0) {
        found[on]?.clear()
        truth[on]?.clear()
      }
      found[on]!.of(symbol).count += 1
      truth[on]?.set(symbol, (truth[on].get(symbol) ?? 0) + 1)
    }
    expect(maps.map((map) => [...map].map(([symbol, { count }]) => [symbol, count]))).toEqual(
      truth.map((counts) => [...counts]),
    )
  })

  it('goes on from records that were saved', () => {
    const saved = new Map([['FPT', { symbol: 'FPT', count: 7 }]])
    expect(bySymbol(saved, tally).of('FPT').count).toBe(7)
  })

  it('keeps more securities apart than any market has', async () => {
    // Its numbers are the process's: a module of its own uses up none of other tests.
    vi.resetModules()
    const own = await import('../../../operators/state/by-symbol.ts')
    const map = new Map<string, Tally>()
    const all = own.bySymbol(map, tally)
    const symbols = Array.from({ length: 20_000 }, (_, i) => `S${i}`)
    for (let round = 0; round < 2; round += 1) for (const symbol of symbols) all.of(symbol).count += 1
    expect(map.size).toBe(symbols.length)
    expect([...map].every(([symbol, one]) => one.symbol === symbol && one.count === 2)).toBe(true)
  })
})
