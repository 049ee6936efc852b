import { describe, expect, it } from 'vitest'
import { decodeDnse } from '../../../src/sources/dnse/decode.ts'
import { fc, test } from '../../property-tests.ts'
import { badMessages } from './bad-messages.ts'
import { decoded, only } from './decoded.ts'
import { type Content, frame, message, RECEIVED, sample, samples } from './samples.ts'

const at = (time: string, date = '2025-11-05') => Date.parse(`${date}T${time}+07:00`)
const stamp = (exchangeTime = at('10:02:13.041')) => ({ seq: 7, exchangeTime, receivedTime: RECEIVED })
/** The reason for which a message is rejected. */
function reason(content: Content) {
  const event = only(content)
  return event.kind === 'rejected' ? event.reason : `not rejected: ${event.kind}`
}

const limits = { reference: undefined, ceiling: undefined, floor: undefined }
const last = {
  kind: 'last',
  ...stamp(),
  symbol: 'XYZ',
  venue: 'HOSE',
  price: 3_120_000,
  volume: 300,
  totalVolume: 5_844_400,
  phase: 'continuous',
  feedSide: 'buy',
  projectedPrice: undefined,
  ...limits,
}

const quote = {
  kind: 'quote',
  ...stamp(),
  symbol: 'XYZ',
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
  ...limits,
}

describe('a published message', () => {
  it('of te is the last trade in VND and shares: 31.2 is 31,200 VND, 30 are 300 shares', () => {
    expect(decoded(sample('te'))).toStrictEqual([last])
  })

  it('of t is the same without its side', () => {
    expect(decoded(sample('t'))).toStrictEqual([{ ...last, feedSide: undefined }])
  })

  it('of q is a book', () => {
    expect(decoded(sample('q'))).toStrictEqual([quote])
  })

  it('of sd is the limits of the day, and the status', () => {
    const of = { ...stamp(), symbol: 'XYZ', venue: 'HOSE' }
    expect(decoded(sample('sd'))).toStrictEqual([
      { kind: 'band', ...of, reference: 3_100_000, ceiling: 3_315_000, floor: 2_885_000 },
      { kind: 'status', ...of, session: '', status: 'NO_HALT' },
    ])
  })

  it('of f is what foreigners traded on all boards, in shares and VND as they stand', () => {
    expect(only(sample('f'))).toStrictEqual({
      kind: 'foreign',
      ...stamp(),
      symbol: 'XYZ',
      venue: 'HOSE',
      buyVolume: 41_270,
      sellVolume: 98_716,
      buyValue: 1_287_624_000,
      sellValue: 3_079_939_200,
      totalRoom: undefined,
      currentRoom: 905_117_300,
    })
  })

  it('of mi is an index with what was matched, its value turned from billions', () => {
    expect(only(sample('mi'))).toStrictEqual({
      kind: 'index',
      ...stamp(at('10:02:15')),
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

  it('of s is the session of a venue', () => {
    expect(only(sample('s'))).toStrictEqual({
      kind: 'venueSession',
      ...stamp(at('09:15:00')),
      venue: 'HOSE',
      session: '40',
    })
    const futures = { marketId: 3, tscProdGrpId: 'FIO', tradingSessionId: 'TRADING_SESSION_ID_30' }
    expect(only(sample('s', futures))).toMatchObject({ venue: 'DERIVATIVES', session: '30' })
  })

  it('of odd lots is their trade or their book, in single shares', () => {
    const of = { kind: 'oddLot', ...stamp(), symbol: 'XYZ', venue: 'HOSE' }
    expect(only(sample('te', { boardId: 'G4', matchQtty: 7, totalVolumeTraded: 812 }))).toStrictEqual({
      ...of,
      price: 3_120_000,
      volume: 7,
      bids: [],
      asks: [],
    })
    const book = { boardId: 5, bid: [{ price: 31.15, qtty: 31 }], offer: [] }
    expect(only(sample('q', book))).toStrictEqual({
      ...of,
      price: undefined,
      volume: undefined,
      bids: [{ price: 3_115_000, volume: 31 }],
      asks: [],
    })
  })

  it.each(['e', 'b', 'emi', 'do', 'dp'] as const)('of %s tells nothing', (kind) => {
    expect(decoded(sample(kind))).toEqual([])
    expect(decoded(sample(kind, { T: undefined }))).toEqual([])
  })

  it.each(['{"action":"ping"}', '{"a":"subscribed","channels":[]}', '{"action":"welcome","session_id":"1"}'])(
    'of the connection tells nothing: %s',
    (text) => {
      expect(decodeDnse(frame(text))).toEqual([])
    },
  )
})

describe('another shape', () => {
  const { T, ...bare } = sample('te')
  const envelopes: [string, Content][] = [
    ['without T', bare],
    ['in data', { T, data: bare }],
    ['in d', { d: sample('te') }],
    ['in payload', { channel: 'tick_extra.G1.json', payload: bare }],
    ['wrapped twice', { data: { payload: bare } }],
    ['in a list', { T, data: [bare] }],
    ['capitals', Object.fromEntries(Object.entries(bare).map(([key, value]) => [key.toUpperCase(), value]))],
  ]
  it.each(envelopes)('of the envelope is read: %s', (_, content) => {
    expect(decoded(content)).toStrictEqual([last])
  })

  it.each(['q', 'sd', 'f', 'mi', 's'] as const)('without T is read by its fields: %s', (kind) => {
    expect(decoded(sample(kind, { T: undefined }))).toStrictEqual(decoded(sample(kind)))
  })

  it('of several messages in one gives their events in order', () => {
    expect(decoded({ data: [sample('q'), sample('te')] })).toStrictEqual([quote, last])
  })

  const contents: [string, Content][] = [
    ['price and quantity', { matchPrice: undefined, matchQtty: undefined, price: 31.2, quantity: 30.0 }],
    ['numbers as text', { matchPrice: '31.2', matchQtty: ' 30 ', totalVolumeTraded: '584440' }],
    ['binary noise', { matchPrice: 31.200000000000003 }],
    ['ids as numbers', { marketId: 6, boardId: 2, tradingSessionId: 7, side: 1 }],
    ['ids as text of numbers', { marketId: '6', boardId: '2', tradingSessionId: '7', side: '1' }],
    [
      'ids by their long names',
      {
        marketId: 'MARKET_ID_STO',
        boardId: 'BOARD_ID_G1',
        tradingSessionId: 'TRADING_SESSION_ID_40',
        side: 'SIDE_BUY',
      },
    ],
    ['ids in small letters', { marketId: 'sto', boardId: 'g1', side: 'buy' }],
    ['a session that is a number, 40', { tradingSessionId: 40 }],
    ['no session, by the clock', { tradingSessionId: null }],
  ]
  it.each(contents)('of a field is read: %s', (_, changes) => {
    expect(only(sample('te', changes))).toStrictEqual(last)
  })

  const times: [string, unknown][] = [
    ['an object with text in it', { Seconds: '1762311733', Nanos: '41000000' }],
    ['an object in small letters', { seconds: 1_762_311_733, nanos: 41_999_999 }],
    ['ISO, UTC', '2025-11-05T03:02:13.041Z'],
    ['ISO with nanoseconds', '2025-11-05T03:02:13.041234567Z'],
    ["ISO with Vietnam's offset", '2025-11-05T10:02:13.041+07:00'],
    ['ISO without a zone, which is UTC', '2025-11-05 03:02:13.041'],
    ['Unix milliseconds', 1_762_311_733_041],
    ['Unix seconds with decimals', 1_762_311_733.041],
    ['Unix milliseconds as text', '1762311733041'],
    ['a time of day, UTC', '030213041'],
  ]
  it.each(times)('of the time is read: %s', (_, time) => {
    expect(only(sample('te', { time }))).toStrictEqual(last)
  })

  it('of the time as Unix seconds is whole seconds', () => {
    expect(only(sample('te', { time: 1_762_311_733 }))).toMatchObject({ exchangeTime: at('10:02:13') })
  })

  it.each(['transactTime', 'sendingTime'])('of the name of the time is read: %s', (name) => {
    expect(only(sample('te', { time: undefined, [name]: samples.te.time }))).toStrictEqual(last)
  })

  it('of a time of day is the last such time, at most an hour ahead of the clock here', () => {
    expect(only(sample('f', { transactTime: '034500000' }))).toMatchObject({ exchangeTime: at('10:45:00') })
    expect(only(sample('f', { transactTime: '074500000' }))).toMatchObject({
      exchangeTime: at('14:45:00', '2025-11-04'),
    })
  })

  it('of a book is put in order, cut after ten levels, and rid of empty ones', () => {
    const many = Array.from({ length: 12 }, (_, i) => ({ price: 30 + i / 100, quantity: 10 }))
    const event = only(sample('q', { bid: many, offer: [{ price: 31.25, qtty: 0 }, ...many] }))
    expect(event).toMatchObject({ kind: 'quote' })
    const { bids, asks } = event as typeof quote
    expect(bids.map(({ price }) => price)).toEqual(
      [11, 10, 9, 8, 7, 6, 5, 4, 3, 2].map((i) => 3_000_000 + i * 1000),
    )
    expect(asks.map(({ price }) => price)).toEqual(
      [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((i) => 3_000_000 + i * 1000),
    )
  })

  it('of a book in an auction has interest without a price', () => {
    const auction = {
      bid: [
        { price: 0, qtty: 500 },
        { price: 31, qtty: 10 },
      ],
      offer: undefined,
    }
    expect(only(sample('q', auction))).toMatchObject({
      bids: [{ price: 3_100_000, volume: 100 }],
      asks: [],
      auctionBidVolume: 5000,
      auctionAskVolume: undefined,
    })
  })

  it('A17: of foreign totals counts where the room is below 0', () => {
    expect(only(sample('f', { foreignerBuyPossibleQuantity: -1500 }))).toMatchObject({
      buyVolume: 41_270,
      currentRoom: -1500,
    })
  })

  it('of foreign totals without those of all boards has those of its own', () => {
    const own = {
      totalBuyVolume: null,
      totalSellVolume: null,
      totalBuyTradedAmount: null,
      totalSellTradedAmount: null,
    }
    expect(only(sample('f', own))).toMatchObject({
      buyVolume: 41_200,
      sellVolume: 98_700,
      buyValue: 1_285_440_000,
      sellValue: 3_079_440_000,
    })
  })

  it.each([
    ['HNX', 'HNXINDEX'],
    ['UPCOM', 'UPCOMINDEX'],
    ['vnindex', 'VNINDEX'],
    ['HNX30', 'HNX30'],
  ])("of an index's name, %s, is the exchange's, %s", (indexName, indexId) => {
    expect(only(sample('mi', { indexName }))).toMatchObject({ indexId })
  })

  it('of a count that is null beside others is 0', () => {
    expect(only(sample('mi', { fluctuationDownIssueCount: null }))).toMatchObject({
      advances: 18,
      declines: 0,
    })
  })

  it.each([
    [3, 'DERIVATIVES', '41I1G2000'],
    [7, 'HNX', 'PVS'],
    ['UPX', 'UPCOM', 'BSR'],
    [undefined, 'DERIVATIVES', '41I1G2000'],
  ])('of market %s is %s', (marketId, venue, symbol) => {
    expect(only(sample('te', { marketId, symbol }))).toMatchObject({ venue })
  })
})

describe('the phase of a trade', () => {
  it.each([
    ['10', 'ato'],
    [2, 'ato'],
    ['40', 'continuous'],
    [7, 'continuous'],
    ['7', 'continuous'],
    ['30', 'atc'],
    [6, 'atc'],
    ['21', 'other'],
    ['80', 'other'],
    [14, 'other'],
    // As a number 10 is one of the enumeration, and has no name there.
    [10, 'other'],
    ['XX', 'other'],
  ])('by session %s is %s', (tradingSessionId, phase) => {
    expect(only(sample('te', { tradingSessionId }))).toMatchObject({ phase })
  })

  it.each([
    ['2025-11-05T07:45:03Z', 'atc'],
    ['2025-11-05T07:50:00Z', 'other'],
    ['2025-11-05T03:00:00Z', 'continuous'],
  ])('by the clock, at %s, is %s: deals have boards of their own', (time, phase) => {
    expect(only(sample('te', { tradingSessionId: null, time }))).toMatchObject({ phase })
  })
})

describe('the side of a trade', () => {
  it.each([
    ['SELL', 'sell'],
    [2, 'sell'],
    ['UNSPECIFIED', undefined],
    [0, undefined],
    [null, undefined],
  ])('by %s is %s', (side, feedSide) => {
    expect(only(sample('te', { side }))).toMatchObject({ feedSide })
  })
})

describe('what does not count', () => {
  it.each(['G3', 'AL', 4, '1', 'G7', 'constructor'])('of board %s tells nothing', (boardId) => {
    for (const kind of ['te', 'q', 'sd', 'f', 's'] as const) {
      expect(decoded(sample(kind, { boardId }))).toEqual([])
    }
  })

  it.each(['G4', 'T1'])(
    'of limits and foreign totals of board %s tells nothing: those of G1 are the same',
    (boardId) => {
      for (const kind of ['sd', 'f'] as const) expect(decoded(sample(kind, { boardId }))).toEqual([])
    },
  )

  it.each(['HCX', 4, 'BDO', 'MARKET_ID_BDX'])('of a market of bonds, %s, tells nothing', (marketId) => {
    expect(decoded(sample('te', { marketId }))).toEqual([])
  })

  it('of an index of 0 or less tells nothing', () => {
    expect(decoded(sample('mi', { valueIndexes: 0 }))).toEqual([])
    expect(decoded(sample('mi', { valueIndexes: -1 }))).toEqual([])
  })

  it('of a trade before the first of the day has neither price nor volume', () => {
    expect(only(sample('te', { matchQtty: 0, totalVolumeTraded: 0 }))).toMatchObject({
      price: undefined,
      volume: undefined,
      totalVolume: 0,
    })
  })
})

describe('a bad message', () => {
  it.each(badMessages)('is rejected for what is wrong in it: %s', (_, kind, changes, expected) => {
    expect(reason(sample(kind, changes))).toContain(expected)
  })

  it.each([
    ['text', 'hello', 'frame is "hello", expected JSON'],
    ['cut JSON', '{"T":"te', 'expected JSON'],
    ['an array', '[]', 'frame is [], expected a JSON object'],
    ['null', 'null', 'frame is null, expected a JSON object'],
    ['nothing', '{}', 'T is missing, expected t, te, q, sd, f, mi or s'],
    ['an empty wrapper', '{"T":"te","data":[]}', 'boardId is missing'],
    [
      'a number beyond all bounds',
      JSON.stringify(samples.te).replace('31.2', '1e999'),
      'matchPrice is Infinity',
    ],
  ])('is rejected as a whole: %s', (_, text, expected) => {
    expect(decodeDnse(frame(text))).toStrictEqual([
      {
        kind: 'rejected',
        seq: 7,
        exchangeTime: undefined,
        receivedTime: RECEIVED,
        reason: expect.stringContaining(expected) as string,
        raw: text,
      },
    ])
  })

  it('is rejected when it is very long', () => {
    expect(reason(sample('te', { pad: 'x'.repeat(300_000) }))).toContain('expected at most 262144')
    expect(only(sample('te', { pad: 'x'.repeat(200_000) }))).toStrictEqual(last)
  })
})

describe('whatever comes', () => {
  const value = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom('1e999', '-0', 0, 'NaN', 31.2, -1, 0.5, '', 'DVX', 'G1', 7, '2025-11-05 03:02:13'),
  )
  const kind = fc.constantFrom(...(Object.keys(samples) as (keyof typeof samples)[]))
  const field = fc.constantFrom(...Object.values(samples).flatMap((each) => Object.keys(each)), 'data', 'd')

  test.prop([fc.string()])('a text gives one rejection', (text) => {
    expect(decodeDnse(frame(text)).map((event) => event.kind)).toEqual(['rejected'])
  })

  test.prop([kind, fc.dictionary(field, value, { maxKeys: 4 })])(
    'a message gives events of its frame, the same each time, and no number that is none',
    (type, changes) => {
      const of = message(sample(type, changes))
      const events = decodeDnse(of)
      expect(decodeDnse(of)).toEqual(events)
      for (const event of events) {
        expect(event).toMatchObject({ seq: 7, receivedTime: RECEIVED })
        const numbers = Object.values(event).filter((each) => typeof each === 'number')
        expect(numbers.every(Number.isFinite)).toBe(true)
      }
    },
  )

  test.prop([kind, fc.constantFrom('data', 'd', 'payload'), fc.boolean()])(
    'a wrapper changes nothing',
    (type, wrapper, outside) => {
      const { T, ...bare } = sample(type)
      const wrapped = outside ? { T, [wrapper]: bare } : { [wrapper]: { T, ...bare } }
      expect(decoded(wrapped)).toStrictEqual(decoded(sample(type)))
    },
  )
})
