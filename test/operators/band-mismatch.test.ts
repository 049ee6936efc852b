import { describe, expect, it } from 'vitest'
import { bandMismatch } from '../../operators/band-mismatch.ts'
import type { Band, ClassifiedEvent, SecurityList } from '../../src/domain/event.ts'
import type { Instrument } from '../../src/domain/market.ts'
import type { Price } from '../../src/domain/money.ts'
import type { BandMismatch } from '../../src/domain/outputs.ts'
import { at, band, price, securities } from '../../src/testing/index.ts'
import { operatorContract, run } from './contract.ts'

const limits = (reference: number, ceiling: number, floor: number, some: Partial<Band> = {}) =>
  band({ reference: price(reference), ceiling: price(ceiling), floor: price(floor), ...some })
const listed = (symbol: string, instrument: Instrument): SecurityList =>
  securities({ securities: [{ symbol, venue: 'HOSE', instrument, name: symbol }] })
const differences = (...events: ClassifiedEvent[]) =>
  run(events, bandMismatch()).map(({ symbol, ceilingDifference, floorDifference }) => [
    symbol,
    ceilingDifference / 100,
    floorDifference / 100,
  ])

describe('bandMismatch', () => {
  operatorContract<ClassifiedEvent, BandMismatch>({
    operator: bandMismatch,
    source: '  -a-b-b-|',
    inputs: { a: band(), b: limits(100_000, 115_000, 93_000, { seq: 2 }) },
    expected: '---x---|',
    outputs: {
      x: {
        kind: 'bandMismatch',
        seq: 2,
        exchangeTime: at('10:00:00'),
        receivedTime: at('10:00:00'),
        symbol: 'FPT',
        venue: 'HOSE',
        reference: price(100_000),
        ceiling: price(115_000),
        floor: price(93_000),
        ceilingDifference: 800_000,
        floorDifference: 0,
      },
    },
  })

  it('reports a security once a day', () => {
    const wide = limits(100_000, 115_000, 85_000)
    const monday = { ...wide, exchangeTime: at('09:00:00', '2026-11-23') }
    const other = { ...wide, symbol: 'ACB' }
    expect(differences(wide, wide, other, monday, monday)).toEqual([
      ['FPT', 8_000, -8_000],
      ['ACB', 8_000, -8_000],
      ['FPT', 8_000, -8_000],
    ])
  })

  it('knows the limits of a first trading day', () => {
    expect(differences(limits(100_000, 120_000, 80_000))).toEqual([])
    expect(differences(limits(100_000, 120_000, 93_000))).toEqual([['FPT', 13_000, 0]])
  })

  it('waits for the reference, and takes a limit that is not named for right', () => {
    expect(differences(band({ reference: undefined, ceiling: price(1) }))).toEqual([])
    expect(differences(band({ ceiling: undefined, floor: undefined }))).toEqual([])
    expect(differences(band({ ceiling: undefined, floor: price(90_000) }))).toEqual([['FPT', 0, -3_000]])
  })

  it('does not end at a reference for which no limits can be counted', () => {
    const largest = Number.MAX_SAFE_INTEGER as Price
    const beyond = [largest, (largest / 120) as Price].map((reference) => band({ reference }))
    expect(differences(...beyond, limits(100_000, 115_000, 93_000))).toEqual([['FPT', 8_000, 0]])
  })

  it('goes by the venue, and looks at index futures', () => {
    expect(differences(limits(100_000, 110_000, 90_000, { venue: 'HNX' }))).toEqual([])
    const future = { symbol: '41I1GC000', venue: 'DERIVATIVES' } as const
    expect(differences(limits(2015, 2156, 1874, future), limits(2015, 2150, 1874, future))).toEqual([
      ['41I1GC000', -6, 0],
    ])
  })

  it('leaves out what has limits of another kind, and ETFs that no list calls so', () => {
    const odd = (symbol: string) => limits(10_000, 99_000, 100, { symbol })
    expect(differences(odd('CFPT2501'), odd('E1VFVN30'))).toEqual([])
    expect(differences(listed('E1VFVN30', 'etf'), odd('E1VFVN30'))).toHaveLength(1)
    expect(differences(listed('CFPT2501', 'warrant'), odd('CFPT2501'))).toEqual([])
    expect(
      differences(listed('E1VFVN30', 'etf'), limits(10_000, 10_700, 9_300, { symbol: 'E1VFVN30' })),
    ).toEqual([])
  })
})
