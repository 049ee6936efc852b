import { afterEach, describe, expect, it } from 'vitest'
import type { SimulatedExchange } from '../../../src/exchange/message.ts'
import { indexComponents, indexList } from '../../../src/exchange/wire/rest/indices.ts'
import { dailyOhlc, intradayOhlc } from '../../../src/exchange/wire/rest/ohlc.ts'
import { restQuery, type RestQuery } from '../../../src/exchange/wire/rest/rest-query.ts'
import { securities, securitiesDetails } from '../../../src/exchange/wire/rest/securities.ts'
import { serve, bearer, stopServing, tokenOf } from './serve.ts'
import { at, share, smallExchange } from './small-exchange.ts'

afterEach(stopServing)

interface Envelope {
  readonly data: Record<string, unknown>[] | null
  readonly status: string
  readonly message: string
  readonly totalRecord?: number
}

const LISTS: Record<string, (exchange: SimulatedExchange, query: RestQuery) => object> = {
  Securities: securities,
  SecuritiesDetails: securitiesDetails,
  IndexComponents: indexComponents,
  IndexList: indexList,
  DailyOhlc: dailyOhlc,
  IntradayOhlc: intradayOhlc,
}

/** Asks the lists of an exchange without a server between. */
function lists(exchange: SimulatedExchange = smallExchange()) {
  return (name: string, query: Record<string, string> = {}) =>
    LISTS[name]!(exchange, restQuery(new URLSearchParams(query))) as Envelope
}

const many = smallExchange({
  securities: Array.from({ length: 130 }, (_, i) => ({ ...share, symbol: `S${100 + i}` })),
})

describe('Securities', () => {
  it('names everything listed', () => {
    expect(lists()('Securities')).toEqual({
      data: [
        { Market: 'HOSE', Symbol: 'SSI', StockName: 'SSI (simulated)', StockEnName: 'SSI (simulated)' },
        {
          Market: 'DER',
          Symbol: '41I1FB000',
          StockName: 'VN30 future 2025-11 (simulated)',
          StockEnName: 'VN30 future 2025-11 (simulated)',
        },
      ],
      message: 'Success',
      status: 'Success',
      totalRecord: 2,
    })
  })

  it.each(['market', 'Market', 'lookupRequest.market'])('of one market, asked for as %s', (name) => {
    expect(lists()('Securities', { [name]: 'der' }).data).toMatchObject([{ Symbol: '41I1FB000' }])
    expect(lists()('Securities', { [name]: 'HNX' })).toMatchObject({ data: [], totalRecord: 0 })
  })

  it('comes in pages of ten unless asked otherwise', () => {
    const list = lists(many)
    expect(list('Securities').data).toHaveLength(10)
    const second = list('Securities', { pageIndex: '2', pageSize: '100' })
    expect(second.data?.map(({ Symbol: symbol }) => symbol)).toEqual(
      Array.from({ length: 30 }, (_, i) => `S${200 + i}`),
    )
    expect(second.totalRecord).toBe(130)
  })

  it.each([
    { pageIndex: '0' },
    { pageIndex: '11' },
    { pageIndex: 'x' },
    { pageSize: '7' },
    { pageSize: '10000' },
  ])('is an error with %j', (query) => {
    expect(lists()('Securities', query as Record<string, string>)).toMatchObject({
      data: null,
      status: 'Error',
    })
  })
})

describe('SecuritiesDetails', () => {
  it('nests the details in one row', () => {
    expect(lists()('SecuritiesDetails', { symbol: '41I1FB000' })).toMatchObject({
      data: [
        {
          RType: 'y',
          ReportDate: '05/11/2025',
          TotalNoSym: '1',
          RepeatedInfo: [
            {
              Symbol: '41I1FB000',
              SecType: 'FU',
              MarketId: 'DER',
              LotSize: '1',
              ContractMultiplier: '100000',
              LastTradingDate: '20251120',
              TickPrice1: null,
            },
          ],
        },
      ],
      totalRecord: 1,
    })
  })
})

describe('the lists of indices', () => {
  it('name the indices', () => {
    expect(lists()('IndexList').data).toEqual([{ IndexCode: 'VN30', IndexName: 'VN30', Exchange: 'HOSE' }])
    expect(lists()('IndexList', { exchange: 'HNX' }).data).toEqual([])
  })

  it('name the members of one', () => {
    expect(lists()('IndexComponents', { indexCode: 'vn30' })).toMatchObject({
      data: [
        {
          IndexCode: 'VN30',
          TotalSymbolNo: '2',
          IndexComponent: [{ Isin: 'SSI', StockSymbol: 'SSI' }, { StockSymbol: 'FPT' }],
        },
      ],
      status: 'Success',
    })
    expect(lists()('IndexComponents', { indexCode: 'DJIA' })).toMatchObject({ data: null, status: 'Error' })
  })
})

describe('DailyOhlc', () => {
  const today = { fromDate: '01/11/2025', toDate: '05/11/2025' }

  it('has the running day, numbers as text', () => {
    expect(lists()('DailyOhlc', { symbol: 'SSI', ...today })).toEqual({
      data: [
        {
          Symbol: 'SSI',
          Market: 'HOSE',
          TradingDate: '05/11/2025',
          Time: null,
          Open: '31000',
          High: '31250',
          Low: '30950',
          Close: '31200',
          Volume: '1800',
          Value: '55985000.0000',
        },
      ],
      message: 'Success',
      status: 'Success',
      totalRecord: 1,
    })
  })

  it('has no other day, and no security without a trade', () => {
    expect(lists()('DailyOhlc', { fromDate: '03/11/2025', toDate: '04/11/2025' })).toMatchObject({
      data: [],
      totalRecord: 0,
    })
    expect(lists()('DailyOhlc', today)).toMatchObject({ totalRecord: 1 })
  })

  it.each([
    ['no dates', {}],
    ['another format', { fromDate: '2025-11-01', toDate: '2025-11-05' }],
    ['a date that is none', { fromDate: '31/02/2025', toDate: '05/03/2025' }],
    ['the wrong way round', { fromDate: '05/11/2025', toDate: '04/11/2025' }],
    ['a day to come', { fromDate: '05/11/2025', toDate: '06/11/2025' }],
    ['more than 30 days', { fromDate: '05/10/2025', toDate: '05/11/2025' }],
  ])('refuses %s', (_, query) => {
    const { data, status, message } = lists()('DailyOhlc', query)
    expect([data, status]).toEqual([null, 'Error'])
    expect(message).toMatch(/dd\/MM\/yyyy, fromDate <= toDate < now, at most 30 days/)
  })

  it('takes exactly 30 days', () => {
    expect(lists()('DailyOhlc', { fromDate: '06/10/2025', toDate: '05/11/2025' }).status).toBe('Success')
  })
})

describe('IntradayOhlc', () => {
  const query = { symbol: 'SSI', fromDate: '05/11/2025', toDate: '05/11/2025' }

  it('has a row a minute, timed by its last change', () => {
    const { data } = lists()('IntradayOhlc', query)
    expect(data?.map((row) => [row['Time'], row['Close'], row['Volume']])).toEqual([
      ['09:15:59', '31100', '1000'],
      ['09:16:59', '31050', '500'],
      ['10:02:59', '31200', '300'],
    ])
    expect(data?.[0]).toEqual({
      Symbol: 'SSI',
      Value: '31100',
      TradingDate: '05/11/2025',
      Time: '09:15:59',
      Open: '31000',
      High: '31250',
      Low: '30950',
      Close: '31100',
      Volume: '1000',
    })
  })

  it('never has a time to come', () => {
    const { data } = lists(smallExchange({ now: at('10:02:20') }))('IntradayOhlc', query)
    expect(data?.at(-1)).toMatchObject({ Time: '10:02:20' })
  })

  it('joins minutes, and turns round where asked to', () => {
    const { data } = lists()('IntradayOhlc', { ...query, resolution: '5', ascending: 'False' })
    expect(data?.map((row) => [row['Time'], row['Open'], row['Close'], row['Volume']])).toEqual([
      ['10:02:59', '31000', '31200', '300'],
      ['09:16:59', '31000', '31050', '1500'],
    ])
  })

  it.each(['0', 'x', '1.5'])('refuses a resolution of %s', (resolution) => {
    expect(lists()('IntradayOhlc', { ...query, resolution })).toMatchObject({ status: 'Error' })
  })
})

it('every list says over HTTP whose data it is', async () => {
  const address = await serve({ run: 'r9', seed: 42, speed: 2.5 })
  const { token } = await tokenOf(address)
  const response = await fetch(`${address}/api/v2/market/indexlist?pageSize=10`, { headers: bearer(token) })
  expect(response.headers.get('x-vnflow-exchange')).toBe('run=r9; seed=42; speed=2.5')
  expect(await response.json()).toMatchObject({ status: 'Success', totalRecord: 1 })
})
