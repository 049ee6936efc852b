import { describe, expect, it } from 'vitest'
import { decodeSsi } from '../../../src/sources/ssi/decode.ts'
import { fc, test } from '../../property-tests.ts'
import { badMessages } from './bad-messages.ts'
import { broadcast, combined, type Content, frame, sample, samples } from './samples.ts'

const at = (time: string) => Date.parse(`2025-11-05T${time}+07:00`)
const stamp = (time: string) => ({ seq: 7, exchangeTime: at(time), receivedTime: 1_762_311_800_000 })

/** The one event of a message. */
function only(dataType: string, content: Content) {
  const events = decodeSsi(broadcast(dataType, content))
  expect(events).toHaveLength(1)
  return events[0]!
}

/** The reason for which a message is rejected. */
function reason(dataType: string, content: Content) {
  const event = only(dataType, content)
  return event.kind === 'rejected' ? event.reason : `not rejected: ${event.kind}`
}

const last = {
  kind: 'last',
  ...stamp('10:02:13'),
  symbol: 'SSI',
  venue: 'HOSE',
  price: 3_120_000,
  volume: 300,
  totalVolume: 5_844_400,
  phase: 'continuous',
  feedSide: 'buy',
  projectedPrice: undefined,
  reference: 3_100_000,
  ceiling: 3_315_000,
  floor: 2_885_000,
}

const quote = {
  kind: 'quote',
  ...stamp('10:02:12'),
  symbol: 'SSI',
  venue: 'HOSE',
  bids: [
    { price: 3_115_000, volume: 22_700 },
    { price: 3_110_000, volume: 35_900 },
    { price: 3_105_000, volume: 40_800 },
  ],
  asks: [
    { price: 3_120_000, volume: 14_200 },
    { price: 3_125_000, volume: 80_100 },
    { price: 3_130_000, volume: 61_300 },
  ],
  auctionBidVolume: undefined,
  auctionAskVolume: undefined,
  reference: undefined,
  ceiling: undefined,
  floor: undefined,
}

describe('a documented message', () => {
  it('of X-TRADE is the last trade', () => {
    expect(decodeSsi(broadcast('X-TRADE', sample('X-TRADE')))).toStrictEqual([last])
  })

  it('of X-QUOTE is a book without its empty levels', () => {
    expect(decodeSsi(broadcast('X-QUOTE', sample('X-QUOTE')))).toStrictEqual([quote])
  })

  it('of X is the last trade, then the quote, both with the limits', () => {
    const limits = { reference: last.reference, ceiling: last.ceiling, floor: last.floor }
    expect(decodeSsi(broadcast('X', combined()))).toStrictEqual([
      { ...last, feedSide: undefined },
      { ...quote, ...stamp('10:02:13'), ...limits },
    ])
  })

  it('of R is what foreigners traded', () => {
    expect(only('R', sample('R'))).toStrictEqual({
      kind: 'foreign',
      ...stamp('10:02:14'),
      symbol: 'SSI',
      venue: 'HOSE',
      buyVolume: 41_200,
      sellVolume: 98_700,
      buyValue: 1_285_440_000,
      sellValue: 3_079_440_000,
      totalRoom: 1_900_000_000,
      currentRoom: 905_117_300,
    })
  })

  it('A17: of R counts where the room is below 0, as after a limit was lowered', () => {
    expect(only('R', sample('R', { CurrentRoom: -1500 }))).toMatchObject({
      buyVolume: 41_200,
      currentRoom: -1500,
    })
    expect(only('R', sample('R', { CurrentRoom: '-0.5' }))).toMatchObject({
      kind: 'rejected',
      reason: 'CurrentRoom is "-0.5", expected a whole number',
    })
  })

  it('of MI is an index', () => {
    expect(only('MI', sample('MI'))).toStrictEqual({
      kind: 'index',
      ...stamp('10:02:15'),
      indexId: 'VN30',
      value: 164_127,
      prior: 163_302,
      totalVolume: 318_550_000,
      totalValue: 8_911_203_000_000,
      advances: 18,
      declines: 8,
      noChanges: 4,
    })
  })

  it('of F is a status', () => {
    expect(only('F', sample('F'))).toStrictEqual({
      kind: 'status',
      ...stamp('09:15:02'),
      symbol: 'SSI',
      venue: 'HOSE',
      session: 'LO',
      status: 'N',
    })
  })

  it.each(['B', 'OL'] as const)('of %s tells nothing', (kind) => {
    expect(decodeSsi(broadcast(kind, sample(kind)))).toEqual([])
  })
})

describe('A16: another spelling', () => {
  const envelopes: [string, Content][] = [
    ['Datatype', { Datatype: 'X-TRADE', Content: samples['X-TRADE'] }],
    ['lower case', { datatype: 'x-trade', content: samples['X-TRADE'] }],
    ['the older name', { DataType: 'Trade', Content: samples['X-TRADE'] }],
    ['content as an object', { DataType: 'X-Trade', Content: sample('X-TRADE') }],
    ['only the RType', { Content: samples['X-TRADE'] }],
    ['asked for as X', { DataType: 'X', Content: samples['X-TRADE'] }],
    ['Rtype', { Content: JSON.stringify(sample('X-TRADE', { RType: undefined, Rtype: 'Trade' })) }],
  ]
  it.each(envelopes)('of the envelope is read: %s', (_, envelope) => {
    expect(decodeSsi(frame(JSON.stringify(envelope)))).toStrictEqual([last])
  })

  const contents: [string, Content][] = [
    ['TradingTime', { Time: undefined, TradingTime: '10:02:13' }],
    ['null Time beside TradingTime', { Time: null, TradingTime: '10:02:13' }],
    ['numbers as text', { LastPrice: '31200.0', LastVol: ' 300 ', TotalVol: '5844400', RefPrice: '31000' }],
    ['binary noise', { LastPrice: 31_200.000000000004 }],
    ['ISIN', { Isin: undefined, ISIN: null }],
    ['only MarketId', { Exchange: null }],
    ['no EstMatchedPrice', { EstMatchedPrice: null }],
  ]
  it.each(contents)('of a field is read: %s', (_, changes) => {
    expect(only('X-TRADE', sample('X-TRADE', changes))).toStrictEqual(last)
  })

  it('of the fields is read whatever the case', () => {
    const upper = Object.fromEntries(
      Object.entries(sample('X-TRADE')).map(([key, v]) => [key.toUpperCase(), v]),
    )
    expect(only('X-TRADE', upper)).toStrictEqual(last)
  })

  it('of the foreign fields is read', () => {
    const { BuyVol, SellVol, BuyVal, SellVal, ...rest } = sample('R')
    const prefixed = { ...rest, FBuyVol: BuyVol, FSellVol: SellVol, FBuyVal: BuyVal, FSellVal: SellVal }
    expect(only('R', prefixed)).toStrictEqual(only('R', sample('R')))
  })

  it.each(['DER', 'DERIVATIVES', 'VNFE', 'der'])('of the derivatives market is one venue: %s', (Exchange) => {
    const future = sample('X-TRADE', {
      Symbol: '41I1G3000',
      Exchange,
      LastPrice: 1285.4,
      RefPrice: 1280,
      Ceiling: 0,
      Floor: null,
    })
    expect(only('X-TRADE', future)).toMatchObject({
      venue: 'DERIVATIVES',
      price: 128_540,
      reference: 128_000,
      ceiling: undefined,
      floor: undefined,
    })
  })

  it('of an old quote of a future is read; A07: its level 1 without a price is auction interest', () => {
    const old = {
      TradingDate: '05/11/2025',
      TradingTime: '14:31:00',
      StockNo: 'VN30F2511',
      StockType: 'Future',
      RType: 'Quote',
      AskPrice1: 0.0,
      AskVol1: '140',
      AskPrice2: 1286.5,
      AskVol2: '12',
      BidPrice1: 1285.4,
      BidVol1: '3',
    }
    expect(only('X-Quote', old)).toMatchObject({
      symbol: 'VN30F2511',
      venue: 'DERIVATIVES',
      asks: [{ price: 128_650, volume: 12 }],
      bids: [{ price: 128_540, volume: 3 }],
      auctionAskVolume: 140,
      auctionBidVolume: undefined,
    })
  })

  it('of the value of an index are two', () => {
    const older = sample('MI', { TotalValue: undefined, TotalVal: 8_911_203_000_000 })
    expect(only('MI', older)).toMatchObject({ totalValue: 8_911_203_000_000 })
  })

  it('of an index id is one index', () => {
    expect(only('MI', sample('MI', { IndexId: undefined, IndexID: 'HNXIndex' }))).toMatchObject({
      indexId: 'HNXINDEX',
    })
  })
})

describe('the phase of a trade', () => {
  it.each([
    ['ATO', 'ato'],
    ['ATC', 'atc'],
    ['LO', 'continuous'],
    ['', 'continuous'],
    ['PT', 'putThrough'],
    ['C', 'other'],
    ['HALT', 'other'],
    ['XYZ', 'other'],
    [null, 'continuous'],
    [undefined, 'continuous'],
  ])('by session %s is %s', (TradingSession, phase) => {
    expect(only('X-TRADE', sample('X-TRADE', { TradingSession }))).toMatchObject({ phase })
  })
})

describe('the side of a trade', () => {
  it.each([
    ['BU', 'buy'],
    ['SD', 'sell'],
    ['UNKNOWN', undefined],
    ['', undefined],
    [null, undefined],
  ])('by the word %s is %s', (Side, feedSide) => {
    expect(only('X-TRADE', sample('X-TRADE', { Side }))).toMatchObject({ feedSide })
  })
})

describe('before the first trade of the day', () => {
  it('there are limits and a projected price, but neither price nor volume', () => {
    const before = {
      LastPrice: 31_000,
      LastVol: 0,
      TotalVol: 0,
      EstMatchedPrice: 31_500,
      TradingSession: 'ATO',
    }
    expect(only('X-TRADE', sample('X-TRADE', before))).toStrictEqual({
      ...last,
      price: undefined,
      volume: undefined,
      totalVolume: 0,
      phase: 'ato',
      projectedPrice: 3_150_000,
    })
  })

  it('an index of 0 or less tells nothing', () => {
    expect(decodeSsi(broadcast('MI', sample('MI', { IndexValue: 0 })))).toEqual([])
    expect(decodeSsi(broadcast('MI', sample('MI', { IndexValue: -1 })))).toEqual([])
  })
})

describe('a bad message', () => {
  it.each(badMessages)('is rejected for what is wrong in it: %s', (_, kind, changes, expected) => {
    expect(reason(kind, sample(kind, changes))).toContain(expected)
  })

  it('is rejected for a number beyond all bounds', () => {
    const text = samples['X-TRADE'].replace('"LastVol":300.0', '"LastVol":1e999')
    expect(decodeSsi(frame(JSON.stringify({ DataType: 'X-TRADE', Content: text })))).toMatchObject([
      { kind: 'rejected', reason: 'LastVol is Infinity, expected a number' },
    ])
  })

  const texts: [string, string, string][] = [
    ['text', 'hello', 'frame is "hello", expected JSON'],
    ['cut JSON', '{"DataType":"X', 'expected JSON'],
    ['an array', '[]', 'frame is [], expected a JSON object'],
    ['null', 'null', 'frame is null, expected a JSON object'],
    ['bad content', '{"DataType":"X-TRADE","Content":"{"}', 'Content is "{", expected JSON'],
    [
      'content that is a number',
      '{"DataType":"X-TRADE","Content":"5"}',
      'Content is 5, expected a JSON object',
    ],
    ['no content', '{"DataType":"X-TRADE"}', 'Content is missing, expected JSON'],
    ['an unknown type', '{"DataType":"ZZ","Content":"{}"}', 'DataType is "ZZ", expected F, X, X-QUOTE'],
    [
      'an unknown type of a known record',
      `{"DataType":"ZZ","Content":${JSON.stringify(samples.R)}}`,
      'DataType is "ZZ"',
    ],
    ['no type', '{"Content":"{}"}', 'DataType is missing'],
    ['a combined message of nothing', '{"DataType":"X","Content":{}}', 'Symbol is missing'],
  ]
  it.each(texts)('is rejected as a whole: %s', (_, text, expected) => {
    expect(decodeSsi(frame(text))).toStrictEqual([
      {
        kind: 'rejected',
        seq: 7,
        exchangeTime: undefined,
        receivedTime: 1_762_311_800_000,
        reason: expect.stringContaining(expected) as string,
        raw: text,
      },
    ])
  })

  it('is rejected above 256 KiB, counted in bytes, with the start of its text', () => {
    const padded = (length: number, filling: string) =>
      frame(JSON.stringify({ DataType: 'X-TRADE', Content: samples['X-TRADE'], Pad: filling.repeat(length) }))
    expect(decodeSsi(padded(200_000, 'a'))).toStrictEqual([last])
    const [event] = decodeSsi(padded(100_000, 'ế'))
    expect(event).toMatchObject({
      kind: 'rejected',
      reason: expect.stringContaining('at most 262144') as string,
    })
    expect(event?.kind === 'rejected' && event.raw).toMatch(/^\{"DataType.{1990}…$/)
    expect(decodeSsi(padded(1_000_000, 'a'))).toMatchObject([{ kind: 'rejected' }])
  })

  it('names no more of a value than fits a line', () => {
    expect(reason('X-TRADE', sample('X-TRADE', { LastPrice: 'x'.repeat(500) })).length).toBeLessThan(120)
  })
})

describe('a combined message', () => {
  it('keeps its trade when the quote in it is bad', () => {
    expect(decodeSsi(broadcast('X', combined({ BidVol1: -5 })))).toMatchObject([
      { kind: 'last', price: 3_120_000 },
      { kind: 'rejected', reason: 'BidVol1 is -5, expected a whole number, 0 or more' },
    ])
  })

  it('is rejected as a whole when the trade in it is bad', () => {
    expect(decodeSsi(broadcast('X', combined({ LastVol: -5 })))).toMatchObject([{ kind: 'rejected' }])
  })

  it('without a book does not empty the book', () => {
    expect(decodeSsi(broadcast('X', sample('X-TRADE', { RType: 'X' })))).toStrictEqual([last])
  })
})

describe('whatever comes', () => {
  const value = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom('1e999', '-0', '0', 'NaN', 31_200, -1, 0.5, '', 'DER'),
  )
  const field = fc.constantFrom(...Object.keys(combined()), 'IndexId', 'IndexValue', 'TradingTime')
  const kind = fc.constantFrom('F', 'X', 'X-QUOTE', 'X-TRADE', 'R', 'MI')

  test.prop([fc.string()])('a text gives one rejection', (text) => {
    expect(decodeSsi(frame(text)).map((event) => event.kind)).toEqual(['rejected'])
  })

  test.prop([kind, fc.dictionary(field, value, { maxKeys: 4 })])(
    'a message gives events or a rejection',
    (type, changes) => {
      const base = type === 'X' ? combined(changes) : sample(type, changes)
      const events = decodeSsi(broadcast(type, base))
      const ignored = type === 'MI' && events.length === 0
      expect(ignored || events.length >= 1).toBe(true)
      for (const event of events) expect(event).toMatchObject({ seq: 7 })
      expect(decodeSsi(broadcast(type, base))).toEqual(events)
    },
  )
})
