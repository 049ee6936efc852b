import { describe, expect, it } from 'vitest'
import { knownCodes } from '../../../src/sources/ssi3/connect/known-codes.ts'
import { topicIn, topicText } from '../../../src/sources/ssi3/topic.ts'
import { DEFAULT_TOPICS, writtenOut } from '../../../src/sources/ssi3/topics.ts'
import { members, securities } from '../../../src/testing/index.ts'

const share = (symbol: string, venue: 'HOSE' | 'DERIVATIVES') =>
  ({ symbol, venue, instrument: 'stock', name: '' }) as const

describe('a topic', () => {
  it.each([
    ['trade.FPT', 'trade.FPT'],
    ['TRADE.fpt', 'trade.FPT'],
    ['Trade.Index.vn30@1M', 'trade.index.VN30@1m'],
    ['market.flag', 'market.FLAG'],
    ['quote.*', 'quote.*'],
    ['trade.FPT@tick', 'trade.FPT@tick'],
  ])('as %s is %s', (text, written) => {
    const topic = topicIn(text)
    expect(topic && topicText(topic)).toBe(written)
  })

  it.each([
    '',
    'trade',
    'trade.',
    'trade.FPT@2m',
    'quote.FPT@1m',
    'trade.A-B',
    'trade.A,B',
    'order.7654321',
    'asset.FPT',
    'F:STOCK',
  ])('is not "%s"', (text) => {
    expect(topicIn(text)).toBeUndefined()
  })

  it('is each of the default ones', () => {
    for (const text of DEFAULT_TOPICS) expect(topicIn(text)).toBeDefined()
  })

  it('of deals are default ones, as v2 tells them with its trades', () => {
    expect(DEFAULT_TOPICS.filter((text) => text.startsWith('put.'))).toEqual([
      ...['put.HOSE', 'put.HNX', 'put.UPCOM', 'put.DERIVATIVES'],
      'put.*',
    ])
  })
})

describe('topics written out', () => {
  const known = knownCodes()
  known.learn([
    securities({
      securities: [share('FPT', 'HOSE'), share('SSI', 'HOSE'), share('41I1H9000', 'DERIVATIVES')],
    }),
    members({ symbols: ['FPT'] }),
  ])
  const futures = ['41I1GC000', '41I1H1000', '41I1H3000', '41I1H6000']
  const out = (...topics: string[]) => writtenOut(topics, known, '2026-11-21')

  it('have the futures of the list and those of the date', () => {
    expect(out('trade.DERIVATIVES')).toEqual(['41I1H9000', ...futures].map((code) => `trade.${code}`))
    expect(writtenOut(['quote.der'], knownCodes(), '2026-11-21')).toEqual(
      futures.map((code) => `quote.${code}`),
    )
  })

  it('have the limits of a board or an index code by code', () => {
    expect(out('market.VN30', 'market.HOSE')).toEqual(['market.FPT', 'market.SSI'])
    expect(out('market.FLAG', 'market.flag', 'market.*')).toEqual(['market.FLAG', 'market.*'])
  })

  it('leave a board to the server elsewhere, and a name that no list knows', () => {
    expect(out('trade.HOSE', 'room.VN30', 'market.HNX30', 'market.ABC')).toEqual([
      'trade.HOSE',
      'room.VN30',
      'market.HNX30',
      'market.ABC',
    ])
  })

  it('go by the lists alone where the calendar ends', () => {
    expect(writtenOut(['trade.DERIVATIVES'], known, '2199-01-01')).toEqual(['trade.41I1H9000'])
  })
})
