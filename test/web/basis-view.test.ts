import { describe, expect, it } from 'vitest'
import type { DerivativesJson } from '../../client/index.ts'
import { type BasisView, extendBasis, seedBasis } from '../../web/src/model/basis-view.ts'
import { at, trend } from './fixtures.ts'

const none: BasisView = { symbol: '', line: [] }
const future = (symbol: string, basis: number | undefined, timestamp: string): DerivativesJson => ({
  symbol,
  last_price: 1_930,
  volume: 1,
  is_premium: null,
  last_updated: timestamp,
  ...(basis !== undefined && { basis }),
})

describe('basis view', () => {
  it('has a point each five seconds of the last half hour', () => {
    const views = [
      future('A', 1, at(0, 0)),
      future('A', 2, at(0, 4)),
      future('A', 3, at(0, 5)),
      future('A', undefined, at(0, 9)),
      future('A', 4, at(30, 4)),
    ].reduce(extendBasis, none)
    expect(views.line.map(({ value }) => value)).toEqual([2, 3, 4])
    expect(extendBasis(views, future('A', 5, at(30, 5))).line.map(({ value }) => value)).toEqual([3, 4, 5])
  })

  it('has no line where there is no future: a new day has begun', () => {
    expect(extendBasis(extendBasis(none, future('A', 1, at(0))), null)).toEqual(none)
  })

  it('begins anew with another future', () => {
    const view = [future('A', 1, at(0)), future('B', 2, at(1))].reduce(extendBasis, none)
    expect(view).toEqual({ symbol: 'B', line: [{ time: Date.parse(at(1)), value: 2 }] })
  })

  it('takes in what the server remembers of the same future only', () => {
    expect(seedBasis(none, trend)).toMatchObject({ symbol: '41I1GC000', line: { length: 61 } })
    const live = extendBasis(none, future('41I1GC000', 7, at(62)))
    expect(seedBasis(live, trend).line).toHaveLength(62)
    expect(seedBasis(live, trend).line.at(-1)?.value).toBe(7)
    expect(seedBasis(extendBasis(none, future('B', 7, at(62))), trend).line).toHaveLength(1)
    expect(seedBasis(none, [])).toEqual(none)
  })
})
