import { describe, expect, it } from 'vitest'
import { decode } from '../../src/sources/decode.ts'
import { broadcast, frame, sample } from './ssi/samples.ts'

const rest = (endpoint: string, data: unknown, more: object = {}) =>
  decode(
    frame(
      JSON.stringify({ endpoint, body: { data, message: 'Success', status: 'Success' }, ...more }),
      'ssi-rest',
    ),
  )
const unstamped = { seq: 7, exchangeTime: 0, receivedTime: 1_762_311_800_000 }

describe('decode', () => {
  it('reads a FastConnect message', () => {
    expect(decode(broadcast('R', sample('R')))).toMatchObject([{ kind: 'foreign', symbol: 'SSI' }])
  })

  it('rejects a source that it does not know', () => {
    expect(decode(frame('{}', 'bloomberg'))).toMatchObject([
      {
        kind: 'rejected',
        reason:
          'source is "bloomberg", expected one of ssi, ssi-rest, ssi3, ssi3-rest, dnse, dnse-rest, link, clock, parquet',
        raw: '{}',
      },
    ])
  })
})

describe('a link frame', () => {
  const link = (body: object) => decode(frame(JSON.stringify(body), 'link'))

  it('is a connection', () => {
    expect(link({ state: 'disconnected', source: 'ssi', reason: 'closed' })).toStrictEqual([
      { kind: 'connection', ...unstamped, state: 'disconnected', reason: 'closed' },
    ])
    expect(link({ state: 'connected', exchangeTime: 5 })).toMatchObject([{ exchangeTime: 5, reason: '' }])
  })

  it('is rejected when it is not one', () => {
    expect(link({ state: 'up' })).toMatchObject([
      { kind: 'rejected', reason: 'state is "up", expected connected or disconnected' },
    ])
  })
})

describe('a clock frame', () => {
  it('is the second hand', () => {
    expect(decode(frame('{"exchangeTime":1762311733000}', 'clock'))).toStrictEqual([
      { kind: 'clock', ...unstamped, exchangeTime: 1_762_311_733_000 },
    ])
  })

  it.each(['{}', '{"exchangeTime":"5"}', '{"exchangeTime":-1}', '5'])('is rejected as %s', (text) => {
    expect(decode(frame(text, 'clock'))).toMatchObject([{ kind: 'rejected' }])
  })
})

describe('a list of securities', () => {
  const row = (Market: string, Symbol: string, more: object = {}) => ({
    Market,
    Symbol,
    StockName: `Công ty ${Symbol}`,
    ...more,
  })
  const kinds = (data: unknown, endpoint = 'Securities') =>
    rest(endpoint, data).flatMap((event) =>
      event.kind === 'securities'
        ? event.securities.map((s) => [s.symbol, s.venue, s.instrument])
        : [event.kind],
    )

  it('has the venue and the kind of each', () => {
    const data = [
      row('HOSE', 'SSI'),
      row('DER', '41I1G3000'),
      row('DER', 'VN30F2512'),
      row('HOSE', 'CFPT2501'),
      row('HNX', 'CEO'),
    ]
    expect(kinds(data)).toEqual([
      ['SSI', 'HOSE', 'stock'],
      ['41I1G3000', 'DERIVATIVES', 'future'],
      ['VN30F2512', 'DERIVATIVES', 'future'],
      ['CFPT2501', 'HOSE', 'warrant'],
      ['CEO', 'HNX', 'stock'],
    ])
    expect(rest('Securities', [row('UPCOM', 'BSR')])).toStrictEqual([
      {
        kind: 'securities',
        ...unstamped,
        securities: [{ symbol: 'BSR', venue: 'UPCOM', instrument: 'stock', name: 'Công ty BSR' }],
      },
    ])
  })

  it('takes the kind from the details where they say it', () => {
    const RepeatedInfo = [
      { Symbol: 'E1VFVN30', Exchange: 'HOSE', SecType: 'EF', SymbolName: 'ETF' },
      { Symbol: 'SSI', Exchange: 'HOSE', SecType: 'ST' },
      { Symbol: 'CFPT2501', MarketId: 'HOSE', SecType: 'CW' },
      { Symbol: 'BOND1', MarketId: 'HNXBOND', SecType: null },
    ]
    expect(kinds([{ RType: 'y', RepeatedInfo }], 'SecuritiesDetails')).toEqual([
      ['E1VFVN30', 'HOSE', 'etf'],
      ['SSI', 'HOSE', 'stock'],
      ['CFPT2501', 'HOSE', 'warrant'],
      ['BOND1', 'HNX', 'bond'],
    ])
  })

  it('leaves out a row that it cannot read, and says so', () => {
    expect(rest('Securities', [row('HOSE', 'SSI'), row('NYSE', 'IBM'), row('HOSE', 'x')])).toMatchObject([
      { kind: 'securities', securities: [{ symbol: 'SSI' }] },
      {
        kind: 'rejected',
        reason: '2 securities left out: Market is "NYSE", expected HOSE, HNX, UPCOM or DERIVATIVES',
      },
    ])
  })

  it.each([[null], [[]], ['none'], [[{ Symbol: '?' }]]])('is rejected without a security: %j', (data) => {
    expect(rest('Securities', data).map((event) => event.kind)).toEqual(['rejected'])
  })
})

describe('the members of an index', () => {
  const members = { kind: 'members', ...unstamped, indexId: 'VN30', symbols: ['FPT', 'SSI'] }

  it.each([
    [
      'nested',
      [{ IndexCode: 'VN30', IndexComponent: [{ StockSymbol: 'FPT' }, { Isin: 'x', StockSymbol: 'SSI' }] }],
    ],
    [
      'documented',
      [{ indexcode: 'vn30', indexcomponentList: [{ stocksymbol: 'FPT' }, { stocksymbol: 'SSI' }] }],
    ],
    [
      'flat',
      [
        { IndexCode: 'VN30', StockSymbol: 'FPT' },
        { IndexCode: 'VN30', StockSymbol: 'SSI' },
      ],
    ],
  ])('are read in the %s shape', (_, data) => {
    expect(rest('IndexComponents', data)).toStrictEqual([members])
  })

  it('are those of the index asked for where no row names it', () => {
    expect(
      rest('IndexComponents', [{ StockSymbol: 'FPT' }, { StockSymbol: 'SSI' }], { indexCode: 'VN30' }),
    ).toStrictEqual([members])
    expect(rest('IndexComponents', [{ StockSymbol: 'FPT' }])).toMatchObject([
      { kind: 'rejected', reason: 'IndexCode is missing, expected the code of an index' },
    ])
  })

  it('are rejected where there are none: an empty list never means that nothing is wanted', () => {
    expect(rest('IndexComponents', [{ IndexCode: 'VN30', IndexComponent: [] }])).toMatchObject([
      { kind: 'rejected' },
    ])
  })

  it('are rejected with what SSI says when it answers with an error', () => {
    const text = JSON.stringify({
      endpoint: 'IndexComponents',
      body: { data: null, message: 'No such index', status: 'Error' },
    })
    expect(decode(frame(text, 'ssi-rest'))).toMatchObject([
      { kind: 'rejected', reason: 'data is "No such index", expected rows' },
    ])
  })

  it('are not looked for in an answer of another list', () => {
    expect(rest('DailyOhlc', [{}])).toMatchObject([{ kind: 'rejected' }])
    expect(decode(frame('{"endpoint":"Securities"}', 'ssi-rest'))).toMatchObject([{ kind: 'rejected' }])
  })
})

describe('the minutes of a security', () => {
  const row = (Time: string, more: object = {}) => ({
    ...{ Symbol: 'SSI', Value: '31200', TradingDate: '05/11/2025', Time },
    ...{ Open: '31000', High: '31250', Low: '30950', Close: '31200', Volume: '300' },
    ...more,
  })
  const first = Date.parse('2025-11-05T09:15:00+07:00')

  it('are floored, oldest first; the value, which repeats the close, is left out', () => {
    expect(rest('IntradayOhlc', [row('09:16:55', { Volume: 0 }), row('09:15:54')])).toStrictEqual([
      {
        ...{ kind: 'minuteBar', ...unstamped, exchangeTime: first + 54_000, symbol: 'SSI', start: first },
        ...{ open: 3_100_000, high: 3_125_000, low: 3_095_000, close: 3_120_000, volume: 300 },
      },
      expect.objectContaining({ start: first + 60_000, exchangeTime: first + 115_000, volume: 0 }),
    ])
  })

  it('leave out a row that cannot be read, and say so', () => {
    const bad = [
      row('09:15', {}),
      row('09:15:54', { TradingDate: null }),
      row('09:15:54', { Open: '0' }),
      row('09:15:54', { High: '31100' }),
      row('09:15:54', { Low: '31100' }),
      row('09:15:54', { Volume: '-1' }),
      row('09:15:54', { Symbol: '' }),
    ]
    expect(rest('IntradayOhlc', [...bad, row('09:15:54')])).toMatchObject([
      { kind: 'minuteBar', symbol: 'SSI' },
      { kind: 'rejected', reason: '7 minutes left out: Time is "09:15", expected a time like 10:02:13' },
    ])
    for (const one of bad) expect(rest('IntradayOhlc', [one])).toMatchObject([{ kind: 'rejected' }])
  })

  it('are rejected where there are none', () => {
    expect(rest('IntradayOhlc', [])).toMatchObject([{ kind: 'rejected' }])
  })
})
