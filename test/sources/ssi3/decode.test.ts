import { describe, expect, it } from 'vitest'
import { decodeSsi3 } from '../../../src/sources/ssi3/decode.ts'
import { fc, test } from '../../property-tests.ts'
import { type Data, frame, sampleFrame, samples } from './samples.ts'

const at = (time: string) => Date.parse(`2026-11-20T${time}+07:00`)
const stamp = (time: string) => ({ seq: 7, exchangeTime: at(time), receivedTime: 1_795_154_708_000 })
const noLimits = { reference: undefined, ceiling: undefined, floor: undefined }
const fpt = { symbol: 'FPT', venue: undefined }

const decoded = (kind: keyof typeof samples, changes: Data = {}) => decodeSsi3(sampleFrame(kind, changes))

/** The reason for which a frame is rejected. */
function reasonFor(text: string) {
  const [event, ...others] = decodeSsi3(frame(text))
  expect(others).toEqual([])
  return event?.kind === 'rejected' ? event.reason : `not rejected: ${event?.kind ?? 'nothing'}`
}

/** What each documented frame tells. */
const told = {
  trade: {
    kind: 'last',
    ...stamp('13:05:07'),
    ...fpt,
    price: 9_850_000,
    volume: 300,
    totalVolume: 1_843_200,
    feedSide: 'sell',
    projectedPrice: undefined,
    ...noLimits,
  },
  quote: {
    kind: 'quote',
    ...stamp('13:05:07'),
    ...fpt,
    bids: [
      { price: 9_840_000, volume: 1200 },
      { price: 9_830_000, volume: 5600 },
      { price: 9_820_000, volume: 800 },
    ],
    asks: [
      { price: 9_850_000, volume: 700 },
      { price: 9_860_000, volume: 2500 },
      { price: 9_870_000, volume: 90 },
    ],
    auctionBidVolume: undefined,
    auctionAskVolume: undefined,
    ...noLimits,
  },
  room: {
    kind: 'foreign',
    ...stamp('13:05:07'),
    ...fpt,
    buyVolume: 12_000,
    sellVolume: 4000,
    buyValue: 1_182_000_000,
    sellValue: 394_000_000,
    totalRoom: 720_000_000,
    currentRoom: 1_500_200,
  },
  put: {
    kind: 'putThrough',
    ...stamp('13:05:07'),
    ...fpt,
    price: 9_700_000,
    volume: 50_000,
    board: undefined,
    totalVolume: 150_000,
    totalValue: 14_550_000_000,
  },
  oddlot: {
    kind: 'oddLot',
    ...stamp('13:05:07'),
    ...fpt,
    price: 9_830_000,
    volume: 7,
    bids: [{ price: 9_830_000, volume: 12 }],
    asks: [{ price: 9_890_000, volume: 33 }],
  },
  market: {
    kind: 'band',
    ...stamp('08:45:00'),
    symbol: 'FPT',
    venue: 'HOSE',
    reference: 9_850_000,
    ceiling: 10_530_000,
    floor: 9_170_000,
  },
  flag: { kind: 'venueSession', ...stamp('14:30:00'), venue: 'DERIVATIVES', session: 'ATC' },
  index: {
    kind: 'index',
    ...stamp('13:05:07'),
    indexId: 'VN30',
    value: 191_142,
    prior: 191_450,
    totalVolume: 231_000_000,
    totalValue: 9_120_000_000_000,
    advances: 11,
    declines: 17,
    noChanges: 2,
  },
} as const

const kinds = Object.keys(told) as (keyof typeof told)[]

describe('a documented frame', () => {
  it.each(kinds)('of %s is understood', (kind) => {
    expect(decodeSsi3(frame(samples[kind]))).toStrictEqual([told[kind]])
  })

  it('of a bar in progress tells nothing, nor does an index summary', () => {
    expect(decoded('bar')).toEqual([])
    expect(decodeSsi3(frame(samples.bar.replace('@1m', '@5M')))).toEqual([])
    const summary = { channel: 'DATA', topic: 'indexsummary.VN30', data: { anything: 1 } }
    expect(decodeSsi3(frame(JSON.stringify(summary)))).toEqual([])
  })
})

/** Writes every number of a frame, which the samples have as text, in another way. */
function respelled(value: unknown, write: (text: string) => unknown): unknown {
  if (typeof value === 'string') return /^-?\d+(\.\d+)?$/.test(value) ? write(value) : value
  if (Array.isArray(value)) return value.map((item) => respelled(item, write))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, respelled(item, write)]))
}

const grouped = (text: string) => {
  const [whole = '', fraction] = text.split('.')
  const commas = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return fraction === undefined ? commas : `${commas}.${fraction}`
}

const spellings = {
  'as a number': Number,
  'with .0': (text: string) => (text.includes('.') ? text : `${text}.0`),
  'with thousands commas': grouped,
  'with commas and .0': (text: string) => (text.includes('.') ? grouped(text) : `${grouped(text)}.0`),
  'with blanks': (text: string) => ` ${text} `,
}

describe('another spelling', () => {
  it.each(kinds.flatMap((kind) => Object.entries(spellings).map((entry) => [kind, ...entry] as const)))(
    'of the numbers in %s %s is the same',
    (kind, _, write) => {
      const text = JSON.stringify(respelled(JSON.parse(samples[kind]), write))
      expect(decodeSsi3(frame(text))).toStrictEqual([told[kind]])
    },
  )

  it.each(kinds)('of the topic of %s is the same', (kind) => {
    const { topic, ...rest } = JSON.parse(samples[kind]) as { topic: string; channel: string; data: Data }
    for (const spelled of [topic.toUpperCase(), topic.toLowerCase(), ` ${topic} `])
      expect(decodeSsi3(frame(JSON.stringify({ ...rest, topic: spelled })))).toStrictEqual([told[kind]])
  })

  it('of the channel, the keys and the code is the same', () => {
    const spelled = { Channel: 'data', TOPIC: 'trade.fpt', Data: { ...dataOf('trade'), s: 'fpt' } }
    expect(decodeSsi3(frame(JSON.stringify(spelled)))).toStrictEqual([told.trade])
  })

  it('is a topic of all, of a board, an index or @tick: the code stands in the data', () => {
    for (const topic of ['trade.*', 'trade.HOSE', 'trade.VN30', 'trade.FPT@tick'])
      expect(decodeSsi3(frame(samples.trade.replace('trade.FPT', topic)))).toStrictEqual([told.trade])
  })
})

const dataOf = (kind: keyof typeof samples) => (JSON.parse(samples[kind]) as { data: Data }).data

describe('what is missing', () => {
  it.each([
    ['B', 'buy'],
    ['S', 'sell'],
    ['s', 'sell'],
    ['', undefined],
    ['U', undefined],
    [null, undefined],
    [undefined, undefined],
  ])('is the aggressor where the word is %j', (si, feedSide) => {
    expect(decoded('trade', { si })).toStrictEqual([{ ...told.trade, feedSide }])
  })

  it('is price and volume before the first trade, and the volume of what is none', () => {
    expect(decoded('trade', { p: '0', q: '0', v: '0' })).toMatchObject([
      { kind: 'last', price: undefined, volume: undefined, totalVolume: 0 },
    ])
    expect(decoded('trade', { q: '' })).toMatchObject([{ price: 9_850_000, volume: undefined }])
    expect(decoded('trade', { q: null, v: 0 })).toMatchObject([{ price: undefined, volume: undefined }])
  })

  it('is a side of the book: an empty level, an empty list, null or nothing', () => {
    expect(decoded('quote', { asks: [['0', '0']], bids: null })).toMatchObject([{ asks: [], bids: [] }])
    expect(decoded('quote', { asks: [], bids: undefined })).toMatchObject([{ asks: [], bids: [] }])
  })

  it('is the price of what waits for an auction, which stands first', () => {
    expect(
      decoded('quote', {
        bids: [
          ['0', '900'],
          ['98400', '1'],
        ],
        asks: [['', '8']],
      }),
    ).toMatchObject([
      { bids: [{ price: 9_840_000, volume: 1 }], asks: [], auctionBidVolume: 900, auctionAskVolume: 8 },
    ])
  })

  it('A17: of the room may be below 0, and takes nothing from what is beside it', () => {
    expect(decoded('room', { cr: '-1,500', bq: 700 })).toMatchObject([
      { currentRoom: -1_500, buyVolume: 700 },
    ])
  })

  it('is what a frame may do without, and not 0', () => {
    expect(decoded('room', { tr: '', cr: null })).toMatchObject([
      { totalRoom: undefined, currentRoom: undefined },
    ])
    expect(decoded('put', { tq: undefined, tv: '' })).toMatchObject([
      { totalVolume: undefined, totalValue: undefined },
    ])
    expect(decoded('oddlot', { p: '0', q: 0 })).toMatchObject([{ price: undefined, volume: undefined }])
    expect(decoded('market', { ce: '0', b: '' })).toMatchObject([{ venue: undefined, ceiling: undefined }])
    expect(decoded('index', { c: '', tmq: '', tmv: null })).toMatchObject([
      { prior: undefined, totalVolume: 237_400_000, totalValue: 9_430_000_000_000 },
    ])
  })

  it('is an index that is not computed yet', () => {
    expect(decoded('index', { v: '0' })).toEqual([])
    expect(decoded('index', { v: -1 })).toEqual([])
  })
})

describe('a session flag', () => {
  it.each([
    ['HOSE', 'HOSE'],
    ['HNX', 'HNX'],
    ['UPCOM', 'UPCOM'],
    ['DERIVATIVES', 'DERIVATIVES'],
  ])('of %s keeps its word as it is', (b, venue) => {
    expect(decoded('flag', { b, f: 'Surprise-1' })).toMatchObject([{ venue, session: 'Surprise-1' }])
  })
})

describe('a book that is deeper than ten levels', () => {
  it('is cut to the best ten', () => {
    const bids = Array.from({ length: 12 }, (_, i) => [String(98_400 - i * 100), '10'])
    const [event] = decoded('quote', { bids })
    expect(event?.kind === 'quote' && event.bids.map(({ price }) => price / 100)).toEqual(
      Array.from({ length: 10 }, (_, i) => 98_400 - i * 100),
    )
  })
})

describe('a bad frame is rejected and says why', () => {
  it.each([
    ['not JSON', 'hello', 'frame is "hello", expected JSON'],
    ['a list', '[]', 'frame is [], expected a JSON object'],
    ['an ack', '{"method":"subscribe","channel":"HEARTBEAT"}', 'channel is "HEARTBEAT", expected DATA'],
    ['no channel', '{"topic":"trade.FPT","data":{}}', 'channel is missing, expected DATA'],
    [
      'an account',
      '{"channel":"TRADING","topic":"order.1","data":{}}',
      'channel is "TRADING", expected DATA',
    ],
    ['no topic', '{"channel":"DATA","data":{}}', 'topic is missing, expected a topic like trade.FPT'],
    [
      'an unknown topic',
      '{"channel":"DATA","topic":"asset.FPT","data":{}}',
      'topic is "asset.FPT", expected',
    ],
    [
      'a topic without a filter',
      '{"channel":"DATA","topic":"trade","data":{}}',
      'topic is "trade", expected',
    ],
    ['no data', '{"channel":"DATA","topic":"trade.FPT"}', 'data is missing, expected a JSON object'],
    ['a list of data', '{"channel":"DATA","topic":"trade.FPT","data":[]}', 'data is [], expected'],
    ['a frame of a megabyte', ' '.repeat(1_000_000), 'frame has 1000000 characters, expected at most 262144'],
  ])('%s', (_, text, reason) => {
    expect(reasonFor(text)).toContain(reason)
  })

  const fields: [string, keyof typeof samples, Data, string][] = [
    ['text for a price', 'trade', { p: 'abc' }, 'p is "abc", expected a number'],
    ['infinity', 'trade', { p: 'Infinity' }, 'p is "Infinity", expected a number'],
    ['NaN', 'room', { bq: 'NaN' }, 'bq is "NaN", expected a number'],
    [
      'more than can be',
      'room',
      { bq: '100000000001' },
      'bq is 100000000001, expected what foreigners can trade',
    ],
    ['commas at random', 'trade', { v: '1,84,3200' }, 'v is "1,84,3200", expected a number'],
    ['a quantity without a price', 'trade', { p: '0' }, 'p is "0", expected a price above 0, as q is'],
    [
      'a trade worth more than can be counted',
      'trade',
      { q: '9007199254740991', v: '9007199254740991' },
      'q is 9007199254740991, expected a quantity whose worth can be counted',
    ],
    [
      'a deal worth more than can be counted',
      'put',
      { q: 1e14 },
      'q is 100000000000000, expected a quantity',
    ],
    ['no day volume', 'trade', { v: undefined }, 'v is missing, expected a whole number'],
    ['half a share', 'trade', { q: '0.5' }, 'q is "0.5", expected a whole number'],
    ['negative volume', 'trade', { v: -1 }, 'v is -1, expected a whole number'],
    ['no time', 'trade', { t: undefined }, 't is missing, expected a time like 2026/11/20 13:05:07'],
    ['an empty time', 'trade', { t: '' }, 't is "", expected a time like'],
    ['the time of a server ping', 'trade', { t: '20-11-2026 13-05-07' }, 't is "20-11-2026 13-05-07"'],
    ['a day that is none', 'trade', { t: '2026/02/31 13:05:07' }, 't is "2026/02/31 13:05:07"'],
    ['a time that is none', 'trade', { t: '2026/11/20 24:00:00' }, 't is "2026/11/20 24:00:00"'],
    ['no code', 'quote', { s: null }, 's is missing, expected a code of 2 to 12'],
    ['an odd code', 'quote', { s: 'HNX-INDEX' }, 's is "HNX-INDEX", expected a code of 2 to 12'],
    ['no book at all', 'quote', { bids: undefined, asks: null }, 'bids is missing, expected the levels'],
    ['text for a book', 'quote', { bids: 'none' }, 'bids is "none", expected levels'],
    ['a level that is none', 'quote', { bids: [5] }, 'bids is 5, expected levels of price and quantity'],
    ['a level without quantity', 'quote', { asks: [['98500', '']] }, 'asks is missing, expected a quantity'],
    [
      'a second level without price',
      'quote',
      {
        asks: [
          ['98500', 1],
          ['0', 5],
        ],
      },
      'expected levels with a',
    ],
    ['no foreign value', 'room', { sv: '' }, 'sv is missing, expected an amount of VND'],
    ['a negative value', 'room', { bv: '-5' }, 'bv is "-5", expected an amount of VND, 0 or more'],
    ['a deal without a price', 'put', { p: '' }, 'p is missing, expected a price above 0'],
    ['a third decimal', 'market', { ce: '1285.125' }, 'ce is "1285.125", expected a price above 0 with'],
    ['an unknown board', 'market', { b: 'NYSE' }, 'b is "NYSE", expected HOSE, HNX, UPCOM or DERIVATIVES'],
    ['a flag of no board', 'flag', { b: undefined }, 'b is missing, expected HOSE'],
    ['a board without a flag', 'flag', { f: '' }, 'f is "", expected the flag of a session'],
    ['no index value', 'index', { v: '' }, 'v is missing, expected a number'],
    ['no breadth', 'index', { adv: undefined }, 'adv is missing, expected a whole number'],
    ['an index without volume', 'index', { tmq: '', tq: '' }, 'tq is missing, expected a whole number'],
  ]
  it.each(fields)('%s', (_, kind, changes, reason) => {
    expect(reasonFor(sampleFrame(kind, changes).text)).toContain(reason)
  })

  it('with its text, cut where it is very long', () => {
    const [event] = decodeSsi3(frame(`{"x":"${'y'.repeat(3000)}`))
    expect(event?.kind === 'rejected' && event.raw.length).toBe(2001)
  })
})

describe('whatever comes', () => {
  const number = fc.oneof(
    fc.integer(),
    fc.double(),
    fc.string(),
    fc.constantFrom('', null, '1,234', '0', '98500.0'),
  )
  const anything = fc.record(
    Object.fromEntries(
      [
        't',
        's',
        'b',
        'p',
        'q',
        'si',
        'v',
        'bids',
        'asks',
        'tr',
        'bq',
        'bv',
        'sq',
        'sv',
        'f',
        'ce',
        'adv',
      ].map((key) => [key, fc.oneof(number, fc.jsonValue(), fc.constant(undefined))]),
    ),
  )
  test.prop([fc.constantFrom(...kinds), anything])('the decoder never throws', (kind, changes) => {
    for (const event of decoded(kind, changes)) expect(event.seq).toBe(7)
  })

  test.prop([fc.constantFrom(...kinds), fc.nat(), fc.nat(), fc.string({ maxLength: 3 })])(
    'in the middle of a frame, it is read or rejected',
    (kind, from, length, insert) => {
      const text = samples[kind]
      const start = from % text.length
      const cut = text.slice(0, start) + insert + text.slice(start + (length % 20))
      expect(decodeSsi3(frame(cut)).length).toBeLessThanOrEqual(1)
    },
  )

  const shares = fc.integer({ min: 1, max: 10_000_000 })
  const steps = fc.integer({ min: 1, max: 20_000 }).map((hundreds) => hundreds * 50)
  test.prop([steps, shares, shares, fc.constantFrom(...Object.values(spellings))])(
    'numbers mean the same however they are spelled',
    (price, quantity, before, write) => {
      const changes = { p: String(price), q: String(quantity), v: String(before + quantity) }
      const spelled = respelled(changes, write) as Data
      expect(decoded('trade', spelled)).toStrictEqual(decoded('trade', changes))
      expect(decoded('trade', changes)).toMatchObject([
        { price: price * 100, volume: quantity, totalVolume: before + quantity },
      ])
    },
  )
})
