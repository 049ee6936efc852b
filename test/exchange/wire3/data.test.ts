import { afterEach, describe, expect, it } from 'vitest'
import type { SimulatedExchange } from '../../../src/exchange/message.ts'
import { stopServing } from '../wire/serve.ts'
import { at, foreign, index, price, share, smallExchange, trade } from '../wire/small-exchange.ts'
import { signedIn } from './serve3.ts'

afterEach(stopServing)

/** Asks a market of one share, one future and one index, at 10:03 on 5 November 2025. */
const asking = async (changes: Partial<SimulatedExchange> = {}) =>
  (await signedIn({ exchange: smallExchange(changes) }, {})).get

const DAY = 'from=2025/11/05&to=2025/11/05'
const OHLC = 'data/ohlc?from=2025/11/05%2009%3A00%3A00&to=2025/11/05%2023%3A59%3A59'

describe('ohlc', () => {
  it('gives the newest bar first, numbers as text', async () => {
    const { status, body } = await (await asking())(`${OHLC}&symbol=ssi&timeFrame=1m&pageSize=2`)
    expect(status).toBe(200)
    expect(body).toEqual({
      code: 200,
      msg: 'success',
      pageIndex: 1,
      pageSize: 2,
      data: [
        {
          symbol: 'SSI',
          tradingDate: '2025/11/05 10:02:00',
          open: '31000',
          high: '31250',
          low: '30950',
          close: '31200',
          volume: '300',
          value: '9360000',
        },
        expect.objectContaining({ tradingDate: '2025/11/05 09:16:00' }),
      ],
    })
  })

  it.each([
    ['3m', ['2025/11/05 10:00:00', '2025/11/05 09:15:00']],
    ['1h', ['2025/11/05 10:00:00', '2025/11/05 09:00:00']],
    ['1d', ['2025/11/05']],
  ])('joins minutes to bars of %s', async (timeFrame, dates) => {
    const range = timeFrame === '1d' ? OHLC.replace('09%3A', '00%3A') : OHLC
    const { body } = await (await asking())(`${range}&symbol=SSI&timeFrame=${timeFrame}`)
    const data = body['data'] as { tradingDate: string; volume: string; open: string; close: string }[]
    expect(data.map(({ tradingDate }) => tradingDate)).toEqual(dates)
    expect(data.at(-1)).toMatchObject({ volume: timeFrame === '1d' ? '1800' : '1500', open: '31000' })
  })

  it('has bars of an index too, of what was told of it', async () => {
    const get = await asking()
    const { body } = await get(`${OHLC}&symbol=VN30&timeFrame=5m`)
    expect(body['data']).toEqual([
      expect.objectContaining({ symbol: 'VN30', tradingDate: '2025/11/05 10:00:00', close: '1641.27' }),
    ])
  })

  it.each([
    ['symbol=SSI&timeFrame=1w', 400, 400210],
    ['symbol=SSI', 400, 400210],
    ['symbol=S%20I&timeFrame=1m', 200, 400006],
    ['timeFrame=1m', 400, 400104],
  ])('refuses %s', async (query, status, code) => {
    expect(await (await asking())(`${OHLC}&${query}`)).toMatchObject({ status, body: { code } })
  })

  it.each([
    ['from=2025/11/05&to=2025/11/05', 400213],
    ['from=2025/11/05%2009:00:00&to=2025/11/31%2009:00:00', 400213],
    ['from=2025/11/05%2010:00:00&to=2025/11/05%2009:00:00', 400202],
    ['from=&to=', 400210],
  ])('refuses %s', async (range, code) => {
    const answer = await (await asking())(`data/ohlc?symbol=SSI&timeFrame=1m&${range}`)
    expect(answer).toMatchObject({ status: 400, body: { code } })
  })

  it.each([
    `${OHLC}&symbol=FPT&timeFrame=1m`,
    `${OHLC}&symbol=SSI&timeFrame=1m&pageIndex=2`,
    'data/ohlc?symbol=SSI&timeFrame=1m&from=2025/11/05%2009:00:00&to=2025/11/06%2000:00:00',
  ])('says 204 instead of an empty list: %s', async (path) => {
    expect(await (await asking())(path)).toMatchObject({ status: 200, body: { code: 204 } })
  })
})

describe('indexList', () => {
  it('names the indices, of a board if one is asked for', async () => {
    const get = await asking()
    const all = [{ index: 'VN30', indexName: 'VN30', board: 'HOSE' }]
    expect((await get('data/indexList')).body).toEqual(all)
    expect((await get('data/indexList?board=hose')).body).toEqual(all)
    expect((await get('data/indexList?board=UPCOM')).body).toEqual({ code: 204 })
    expect(await get('data/indexList?board=DERIVATIVES')).toMatchObject({
      status: 400,
      body: { code: 400208 },
    })
  })
})

describe('indexSummary', () => {
  it('tells how an index stands, deals in its members beside what was matched', async () => {
    const { body } = await (await asking())('data/indexSummary?index=VN30&tradingDate=2025/11/05')
    expect(body).toEqual([
      expect.objectContaining({
        tradingDate: '2025/11/05',
        totalTrade: '324392600',
        totalMatch: '318550000',
        totalMatchValue: '8911203000000',
        totalDeal: '5842600',
        indexValue: '1641.27',
        indexChange: '8.25',
        indexChangePercentage: '0.51',
        totalAdvanceStock: '18',
        totalCeilingStock: '1',
        totalPropBuy: '',
      }),
    ])
  })

  it('is asked for by index or by board', async () => {
    const get = await asking()
    expect((await get('data/indexSummary?board=HOSE')).body).toHaveLength(1)
    for (const query of ['', '?index=VN30&board=HOSE']) {
      const answer = await get(`data/indexSummary${query}`)
      expect(answer).toMatchObject({ status: 200, body: { code: 504207 } })
    }
    expect((await get('data/indexSummary?board=X')).body).toMatchObject({ code: 400208 })
    expect((await get('data/indexSummary?index=VN30&tradingDate=05/11/2025')).body).toMatchObject({
      code: 400213,
    })
    expect((await get('data/indexSummary?index=VN30&tradingDate=2025/11/04')).body).toEqual({ code: 204 })
  })
})

describe('securitiesByBoard', () => {
  it('describes a future by its month and last day, without inventing what is not known', async () => {
    const { body } = await (await asking())('data/securitiesByBoard?board=DERIVATIVES')
    expect(body).toEqual([
      {
        symbol: '41I1FB000',
        board: 'DERIVATIVES',
        index: '',
        symbolNameVi: 'VN30F 11/2025',
        symbolNameEn: 'VN30F 11/2025',
        lotSize: '1',
        maturityDate: '2025/11/20',
        firstTradingDate: '',
        lastTradingDate: '2025/11/20',
        listedShare: '',
        cwUnderlyingSymbol: '',
        cwExercisePrice: '',
        cwExecutionRatio: '',
        icbCode: '',
        icbName: '',
        iIndex: '',
        iNav: '',
        openInterest: '',
        settlementPrice: '',
      },
    ])
  })

  it('is asked for by symbol, board or index', async () => {
    const get = await asking()
    const members = await get('data/securitiesByBoard?index=VN30')
    expect(members.body).toEqual([expect.objectContaining({ symbol: 'SSI', index: 'VN30', board: 'HOSE' })])
    expect((await get('data/securitiesByBoard?symbol=ssi')).body).toEqual([
      expect.objectContaining({ symbolNameEn: 'SSI (simulated)', listedShare: '2000000000', index: '' }),
    ])
    expect((await get('data/securitiesByBoard?symbol=XYZ')).body).toEqual({ code: 204 })
    expect((await get('data/securitiesByBoard?board=DER')).body).toMatchObject({ code: 400208 })
    expect((await get('data/securitiesByBoard')).body).toMatchObject({ code: 504208 })
    expect((await get('data/securitiesByBoard?symbol=SSI&index=VN30')).body).toMatchObject({ code: 504208 })
  })
})

describe('securitiesSummary', () => {
  it('parts what was matched from what was agreed', async () => {
    const { body } = await (await asking())(`data/securitiesSummary?symbol=SSI&${DAY}`)
    expect(body).toMatchObject({ pageIndex: 1, pageSize: 10, pagesCount: 1, itemsCount: 1 })
    expect(body['data']).toEqual([
      {
        symbol: 'SSI',
        tradingDate: '2025/11/05',
        priceChange: '200',
        priceChangePercentage: '0.65',
        open: '31000',
        high: '31250',
        low: '30950',
        close: '31200',
        average: '31102.78',
        totalMatch: '1800',
        totalMatchValue: '55985000',
        totalBuy: '',
        totalTradeBuy: '',
        totalSell: '',
        totalTradeSell: '',
        totalForeignBuy: String(foreign.buyVolume),
        totalForeignBuyValue: String(foreign.buyValue),
        totalForeignSell: String(foreign.sellVolume),
        totalForeignSellValue: String(foreign.sellValue),
        remainForeignRoom: String(foreign.currentRoom),
        totalForeignRoom: String(foreign.totalRoom),
        totalDeal: String(trade.totalVolume - 1800),
        totalDealValue: String(trade.totalValue - 55_985_000),
        openInterest: '',
        settlementPrice: '',
      },
    ])
  })

  it('has no prices before the first trade', async () => {
    const exchange = { latest: () => [], minuteBars: () => [] }
    const { body } = await (await asking(exchange))(`data/securitiesSummary?index=VN30&${DAY}`)
    expect(body['data']).toEqual([
      expect.objectContaining({ open: '', close: '', average: '', totalMatch: '0' }),
    ])
  })

  it.each([
    [DAY, 504209],
    ['symbol=SSI', 400213],
    ['symbol=SSI&from=2025/11/06&to=2025/11/05', 400202],
    [`symbol=S-I&${DAY}`, 400006],
    ['symbol=SSI&from=2025/11/03&to=2025/11/04', 204],
  ])('answers %s with %i', async (query, code) => {
    expect((await (await asking())(`data/securitiesSummary?${query}`)).body).toMatchObject({ code })
  })
})

describe('masterdata', () => {
  const securities = Array.from({ length: 25 }, (_, i) => ({ ...share, symbol: `S${100 + i}` }))

  it('pages through the limits of everything listed', async () => {
    const get = await asking({ securities })
    const { body } = await get(`data/masterdata?From=2025/11/05&To=2025/11/05&pageIndex=3`)
    expect(body).toMatchObject({ pageIndex: 3, pageSize: 10, pagesCount: 3, itemsCount: 25 })
    expect(body['data']).toHaveLength(5)
    expect((body['data'] as unknown[])[0]).toEqual({
      board: 'HOSE',
      symbol: 'S120',
      tradingDate: '2025/11/05',
      ceiling: '33150',
      floor: '28850',
      refPrice: '31000',
    })
    expect((await get(`data/masterdata?${DAY}&pageSize=1000&pageIndex=-1`)).body['data']).toHaveLength(25)
  })

  it('writes points with their decimals', async () => {
    const future = { ...share, reference: price(1280.5) }
    const { body } = await (await asking({ securities: [future] }))(`data/masterdata?${DAY}`)
    expect(body['data']).toEqual([expect.objectContaining({ refPrice: '1280.5' })])
  })

  it('says 204 on a day that is not told and after the last page', async () => {
    const get = await asking({ now: at('10:03:00') })
    expect((await get('data/masterdata?from=2025/11/06&to=2025/11/07')).body).toEqual({ code: 204 })
    expect((await get(`data/masterdata?${DAY}&pageIndex=2`)).body).toEqual({ code: 204 })
  })
})

it('says 404 for what there is not, and goes by method and path', async () => {
  const { address, token, get } = await signedIn({ exchange: smallExchange({ latestIndex: () => index }) })
  expect(await get('data/ticks')).toMatchObject({ status: 404, body: { code: 404 } })
  const post = await fetch(`${address}/api/v3/data/indexList`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}` },
  })
  expect(post.status).toBe(404)
})
