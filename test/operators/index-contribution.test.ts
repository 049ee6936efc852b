import { describe, expect, it } from 'vitest'
import { indexContribution, type IndexContribution } from '../../operators/index-contribution.ts'
import type { ClassifiedEvent } from '../../src/domain/event.ts'
import { divisorFor, indexCapitalisation } from '../../src/market/index-value.ts'
import { at, band, classifiedTrade, index, members, price } from '../../src/testing/index.ts'
import { fc, test } from '../property-tests.ts'
import { operatorContract, run } from './contract.ts'

const shares = [
  { symbol: 'FPT', shares: 300 },
  { symbol: 'ACB', shares: 1000, freeFloat: 0.5, cap: 0.2 },
]
const operator = () => indexContribution({ index: 'VN30', members: shares })
const paid = (symbol: string, vnd: number, some: Parameters<typeof classifiedTrade>[0] = {}) =>
  classifiedTrade({ symbol, price: price(vnd), ...some })
const known = [
  index({ prior: price(1300) }),
  band({ symbol: 'FPT', reference: price(100) }),
  band({ symbol: 'ACB', reference: price(100) }),
]
const points = (events: readonly ClassifiedEvent[]) => run(events, operator()).map((each) => each.points)

describe('indexContribution', () => {
  const seen = (some: Partial<IndexContribution>): IndexContribution => ({
    kind: 'indexContribution',
    seq: 1,
    exchangeTime: at('10:00:00'),
    receivedTime: at('10:00:00'),
    indexId: 'VN30',
    symbol: 'FPT',
    points: undefined,
    weight: undefined,
    ...some,
  })
  operatorContract<ClassifiedEvent, IndexContribution>({
    operator,
    source: '  -t-i-f-a-u-n-|',
    inputs: {
      t: paid('FPT', 101),
      i: known[0]!,
      f: known[1]!,
      a: known[2]!,
      u: paid('FPT', 150, { seq: 2 }),
      n: paid('VCB', 1),
    },
    expected: '-x-------y---|',
    // Three quarters of the index rise by half.
    outputs: { x: seen({}), y: seen({ seq: 2, weight: 0.75, points: 130_000 * 0.75 * 0.5 }) },
  })

  it('says nothing of points until all is known', () => {
    for (const missing of known) {
      expect(points([...known.filter((event) => event !== missing), paid('FPT', 150)])).toEqual([undefined])
    }
    expect(points([...known, index({ prior: undefined }), paid('FPT', 150)])).toEqual([48_750])
    expect(points([...known, index({ indexId: 'VNINDEX', prior: price(1) }), paid('FPT', 150)])).toEqual([
      48_750,
    ])
  })

  it('says nothing of points while the feed names other members', () => {
    const named = (...symbols: string[]) => members({ symbols })
    const rise = paid('FPT', 150)
    expect(points([...known, named('FPT', 'VCB'), rise])).toEqual([undefined])
    expect(points([...known, named('FPT'), rise])).toEqual([undefined])
    expect(points([...known, named('ACB', 'FPT'), rise])).toEqual([48_750])
    expect(points([...known, members({ indexId: 'HNX30' }), rise])).toEqual([48_750])
    expect(points([...known, rise, named('FPT'), paid('FPT', 100)])).toEqual([48_750, undefined])
  })

  it('tells of new prices only, and leaves out agreed and late ones', () => {
    const agreed = paid('FPT', 1, { phase: 'putThrough' })
    const events = [paid('FPT', 150), paid('FPT', 150), agreed, paid('FPT', 1, { late: true })]
    expect(points([...known, ...events])).toEqual([48_750])
  })

  it('A02: begins each trading day with new references', () => {
    const exchangeTime = at('09:15:00', '2026-11-23')
    expect(points([...known, paid('FPT', 150), paid('FPT', 150, { exchangeTime })])).toEqual([
      48_750,
      undefined,
    ])
  })

  const vnd = fc.integer({ min: 50, max: 150 })
  test.prop([vnd, vnd, vnd, vnd])('adds up to what the index formula gives', (fpt, acb, newFpt, newAcb) => {
    const at = (prices: readonly [number, number]) =>
      shares.map((member, i) => ({ ...member, price: price(prices[i]!) }))
    const divisor = divisorFor(at([fpt, acb]), price(1300))
    const change = (indexCapitalisation(at([newFpt, newAcb])) / divisor) * 100 - 130_000
    const references = [
      band({ symbol: 'FPT', reference: price(fpt) }),
      band({ symbol: 'ACB', reference: price(acb) }),
    ]
    const out = points([known[0]!, ...references, paid('FPT', newFpt), paid('ACB', newAcb)])
    expect(out[0]! + out[1]!).toBeCloseTo(change, 6)
  })
})
