import { describe, expect, it } from 'vitest'
import { only } from '../decoded.ts'
import { RECEIVED, sample } from '../samples.ts'

describe('a message of DNSE', () => {
  it.each([
    ['T1', 'T1'],
    ['T3', 'T3'],
    [9, 'T1'],
    ['11', 'T3'],
  ])('of a trade on the put-through board %s is a deal, in the total of %s', (boardId, board) => {
    expect(only(sample('te', { boardId }))).toStrictEqual({
      kind: 'putThrough',
      seq: 7,
      exchangeTime: Date.parse('2025-11-05T10:02:13.041+07:00'),
      receivedTime: RECEIVED,
      symbol: 'XYZ',
      venue: 'HOSE',
      price: 3_120_000,
      volume: 300,
      board,
      totalVolume: 5_844_400,
      totalValue: 182_013_860_000,
    })
  })

  it('of a put-through odd lot is a deal in single shares', () => {
    const odd = { boardId: 'T4', matchQtty: 7, totalVolumeTraded: null, grossTradeAmount: null }
    expect(only(sample('te', odd))).toMatchObject({
      kind: 'putThrough',
      volume: 7,
      board: 'T4',
      totalVolume: undefined,
    })
  })
})
