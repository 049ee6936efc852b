import { describe, expect, it } from 'vitest'
import { topicOf } from '../../../../src/exchange/wire3/stream/topic.ts'

describe('topicOf', () => {
  it.each([
    ['trade.fpt', 'trade.FPT', 'trade', ''],
    ['TRADE.FPT@TICK', 'trade.FPT@tick', 'trade', 'tick'],
    ['trade.vn30@5m', 'trade.VN30@5m', 'trade', '5m'],
    ['trade.index.vn30@1m', 'trade.index.VN30@1m', 'trade.index', '1m'],
    ['trade.index.*', 'trade.index.*', 'trade.index', ''],
    ['trade.index', 'trade.INDEX', 'trade', ''],
    ['trade.index.UPCOMINDEX', 'trade.index.HNXUPCOMINDEX', 'trade.index', ''],
    ['market.flag', 'market.FLAG', 'market', ''],
    ['order.1234561', 'order.1234561', 'order', ''],
  ])('reads %s', (text, normal, type, interval) => {
    expect(topicOf(text)).toMatchObject({ text: normal, type, interval })
  })

  it('reads lists and ranges', () => {
    expect(topicOf('quote.FPT,aaa-bbb')).toMatchObject({ items: ['FPT', { from: 'AAA', to: 'BBB' }] })
    expect(topicOf('quote.*')).toMatchObject({ items: '*' })
  })

  it.each([
    'trade',
    'trade.',
    'ticks.FPT',
    'trade.F PT',
    'trade.FPT@1M',
    'trade.FPT@15m',
    'quote.FPT@1m',
    'trade.index.*@1m',
    'trade.index.VN30,HNXINDEX@1m',
    'trade.ACB-SSI-GVR',
    'trade.*,FPT',
    'trade.FPT\n',
  ])('does not take %j', (text) => {
    expect(topicOf(text)).toBeUndefined()
  })

  it('takes what stands in documents and tells nothing', () => {
    expect(topicOf('asset.1234561')).toBe('nothing')
    expect(topicOf('margin.1234561')).toBe('nothing')
  })
})
