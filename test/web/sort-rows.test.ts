import { describe, expect, it } from 'vitest'
import { boardRow } from '../../web/src/model/board-row.ts'
import { nextSort } from '../../web/src/model/next-sort.ts'
import { sortRows } from '../../web/src/model/sort-rows.ts'
import { fc, test } from '../property-tests.ts'

const row = (symbol: string, percent?: number, volume?: number) => ({
  ...boardRow(symbol, undefined),
  changePercent: percent,
  totalVolume: volume,
})
const rows = [row('ACB', 1, 300), row('BID', undefined, 100), row('CTG', -2), row('FPT', 1, 200)]
const order = (...[key, descending]: [Parameters<typeof nextSort>[1], boolean]) =>
  sortRows(rows, { key, descending }).map(({ symbol }) => symbol)

describe('sortRows', () => {
  it('sorts by symbol, percent or volume; what is not known comes last either way', () => {
    expect(order('symbol', false)).toEqual(['ACB', 'BID', 'CTG', 'FPT'])
    expect(order('symbol', true)).toEqual(['FPT', 'CTG', 'BID', 'ACB'])
    expect(order('changePercent', true)).toEqual(['ACB', 'FPT', 'CTG', 'BID'])
    expect(order('changePercent', false)).toEqual(['CTG', 'ACB', 'FPT', 'BID'])
    expect(order('totalVolume', true)).toEqual(['ACB', 'FPT', 'BID', 'CTG'])
    expect(order('totalVolume', false)).toEqual(['BID', 'FPT', 'ACB', 'CTG'])
  })

  test.prop([fc.array(fc.tuple(fc.uuid(), fc.option(fc.integer(), { nil: undefined }))), fc.boolean()])(
    'loses no row',
    (given, descending) => {
      const all = given.map(([symbol, percent]) => row(symbol, percent))
      expect(new Set(sortRows(all, { key: 'changePercent', descending }))).toEqual(new Set(all))
    },
  )
})

describe('nextSort', () => {
  it('turns the same column about and begins another where it is read first', () => {
    const bySymbol = { key: 'symbol', descending: false } as const
    expect(nextSort(bySymbol, 'symbol')).toEqual({ key: 'symbol', descending: true })
    expect(nextSort(bySymbol, 'totalVolume')).toEqual({ key: 'totalVolume', descending: true })
    expect(nextSort({ key: 'totalVolume', descending: true }, 'symbol')).toEqual(bySymbol)
  })
})
