import { describe, expect, it } from 'vitest'
import { breadth, type Breadth, type Universe } from '../../operators/breadth.ts'
import type { ClassifiedEvent } from '../../src/domain/event.ts'
import { at, band, classifiedTrade, members, price, rejected } from '../../src/testing/index.ts'
import { fc, test } from '../property-tests.ts'
import { operatorContract, run } from './contract.ts'

const paid = (symbol: string, vnd: number, some: Parameters<typeof classifiedTrade>[0] = {}) =>
  classifiedTrade({ symbol, price: price(vnd), ...some })
const counts = (events: readonly ClassifiedEvent[], universe: Universe = { venue: 'HOSE' }) =>
  run(events, breadth(universe)).map(({ advances, declines, unchanged, ceilings, floors }) =>
    [advances, declines, unchanged, ceilings, floors].join(' '),
  )

describe('breadth', () => {
  const seen = (some: Partial<Breadth>): Breadth => ({
    kind: 'breadth',
    seq: 1,
    exchangeTime: at('10:00:00'),
    receivedTime: at('10:00:00'),
    universe: 'HOSE',
    advances: 0,
    declines: 0,
    unchanged: 0,
    ceilings: 0,
    floors: 0,
    ...some,
  })
  operatorContract<ClassifiedEvent, Breadth>({
    operator: () => breadth({ venue: 'HOSE' }),
    source: '  -l-a-b-c-|',
    inputs: {
      l: band(),
      a: paid('FPT', 100_100, { seq: 2 }),
      b: paid('FPT', 107_000, { seq: 3 }),
      c: paid('FPT', 99_000, { seq: 4 }),
    },
    expected: '---x-y-z-|',
    outputs: {
      x: seen({ seq: 2, advances: 1 }),
      y: seen({ seq: 3, advances: 1, ceilings: 1 }),
      z: seen({ seq: 4, declines: 1 }),
    },
  })

  it('tells of changes only, and of floors and what stands still', () => {
    const prices = [100_000, 100_000, 100_100, 100_200, 93_000]
    expect(counts([band(), ...prices.map((vnd) => paid('FPT', vnd))])).toEqual([
      '0 0 1 0 0',
      '1 0 0 0 0',
      '0 1 0 0 1',
    ])
  })

  it('counts what has a reference, when it has one', () => {
    expect(counts([paid('FPT', 100_100), rejected()])).toEqual([])
    expect(counts([paid('FPT', 100_100), band(), band({ reference: price(100_100) })])).toEqual([
      '1 0 0 0 0',
      '0 0 1 0 0',
    ])
    expect(counts([band({ ceiling: undefined, floor: undefined }), paid('FPT', 200_000)])).toEqual([
      '1 0 0 0 0',
    ])
  })

  it('counts a venue, the members of an index, or a list', () => {
    const hnx = { venue: 'HNX' as const }
    const events = [band(), band({ symbol: 'SHS', ...hnx }), paid('FPT', 100_100), paid('SHS', 90_000, hnx)]
    expect(counts(events, hnx)).toEqual(['0 1 0 0 1'])
    expect(counts(events, { symbols: ['SHS', 'FPT'] })).toEqual(['1 0 0 0 0', '1 1 0 0 1'])
    expect(counts(events, { index: 'VN30' })).toEqual([])
    const listed = members({ symbols: ['FPT'] })
    expect(counts([listed, ...events], { index: 'VN30' })).toEqual(['1 0 0 0 0'])
    expect(counts([...events, members({ indexId: 'HNX30' }), listed], { index: 'VN30' })).toEqual([
      '1 0 0 0 0',
    ])
    expect(counts([...events, listed, members({ symbols: [] })], { index: 'VN30' })).toEqual([
      '1 0 0 0 0',
      '0 0 0 0 0',
    ])
    expect(run([...events, listed], breadth({ index: 'VN30' }))[0]?.universe).toBe('VN30')
    expect(run(events, breadth({ symbols: ['SHS', 'FPT'] }))[0]?.universe).toBe('SHS FPT')
  })

  it('leaves out agreed prices and late ones', () => {
    expect(counts([band(), paid('FPT', 1, { phase: 'putThrough' }), paid('FPT', 1, { late: true })])).toEqual(
      [],
    )
  })

  it('A02: begins each trading day with nobody', () => {
    const exchangeTime = at('09:15:00', '2026-11-23')
    const tomorrow = [paid('FPT', 99_000, { exchangeTime }), band({ exchangeTime })]
    expect(counts([band(), paid('FPT', 100_100), ...tomorrow])).toEqual(['1 0 0 0 0', '0 1 0 0 0'])
  })

  const moves = fc.array(
    fc.record({
      symbol: fc.constantFrom('FPT', 'ACB', 'VCB'),
      vnd: fc.integer({ min: 92_000, max: 108_000 }),
    }),
    { maxLength: 60 },
  )
  test.prop([moves])('counts each security that traded once', (given) => {
    const bands = ['FPT', 'ACB', 'VCB'].map((symbol) => band({ symbol }))
    const out = run(
      [...bands, ...given.map(({ symbol, vnd }) => paid(symbol, vnd))],
      breadth({ venue: 'HOSE' }),
    )
    const last = new Map(given.map(({ symbol, vnd }) => [symbol, vnd]))
    const those = (test: (vnd: number) => boolean) => [...last.values()].filter(test).length
    if (given.length === 0) return
    expect(out.at(-1)).toMatchObject({
      advances: those((vnd) => vnd > 100_000),
      declines: those((vnd) => vnd < 100_000),
      unchanged: those((vnd) => vnd === 100_000),
      ceilings: those((vnd) => vnd >= 107_000),
      floors: those((vnd) => vnd <= 93_000),
    })
  })
})
