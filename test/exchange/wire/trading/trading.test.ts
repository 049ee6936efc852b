import { afterEach, describe, expect, it, vi } from 'vitest'
import type { SimulatedExchange } from '../../../../src/exchange/message.ts'
import { verifierOf } from '../../../../src/exchange/wire/trading/signatures.ts'
import { simulatedExchange } from '../../../../src/exchange/simulated-exchange.ts'
import { at, DATE } from '../../one-day.ts'
import { serve, stopServing } from '../serve.ts'
import { keyPair, orderBody, type OrderEventMessage, tradingClient } from './trading-client.ts'

afterEach(stopServing)

const keys = keyPair()
const PIN = '123456'
const ACCOUNT = '1234561'
const FUTURE = '41I1GC000'

/** An exchange at 09:16, its clock standing unless a speed is said. */
async function trading(speed = 1e-9) {
  const exchange = simulatedExchange({ seed: 3, date: DATE, symbols: 40, startAt: at(9, 16) })
  const credentials = { pin: PIN, verify: verifierOf(keys.publicKey) }
  const quotas = [{ period: 1_000, limit: 1_000 }]
  const address = await serve({ exchange, speed, trading: credentials, quotas })
  const client = tradingClient(address, keys.sign)
  return { exchange, address, client, fpt: limitsOf(exchange, 'FPT') }
}

/** Prices of a security on the wire. */
function limitsOf({ securities }: SimulatedExchange, symbol: string) {
  const { floor, ceiling } = securities.find((security) => security.symbol === symbol)!
  return { floor: floor / 100, ceiling: ceiling / 100 }
}

const types = (events: readonly OrderEventMessage[]) =>
  events.map(({ type, data: { orderStatus, errorCode } }) =>
    [type, orderStatus, errorCode].filter((word) => typeof word === 'string').join(' '),
  )

describe('the token', () => {
  it('is given with a right code saved, or with none, and to nobody with a wrong one', async () => {
    const { client } = await trading()
    expect(await client.login()).toMatchObject({ message: 'Success', status: 200 })
    expect(await client.login({ isSave: false, code: '1' })).toMatchObject({ status: 200 })
    expect(await client.login({ code: '654321' })).toMatchObject({ status: 400, data: null })
    expect(await client.login({ consumerID: '' })).toMatchObject({ status: 400, data: null })
    expect(await client.login({ twoFactorType: 1, code: '000000' })).toMatchObject({ status: 200 })
  })

  it('without a code reads, and trades only with one in each order', async () => {
    const { client, fpt } = await trading()
    await client.login({ isSave: false, code: '1' })
    expect((await client.get('orderBook', { account: ACCOUNT })).body.data).toEqual({
      account: ACCOUNT,
      orders: [],
    })
    const refused = await client.post('NewOrder', orderBody({ price: fpt.floor }))
    expect(refused.body).toMatchObject({ status: 400, message: 'Code is not correct.' })
    expect((await client.post('NewOrder', orderBody({ price: fpt.floor, code: PIN }))).body.status).toBe(200)
  })

  it('is asked for', async () => {
    const { client } = await trading()
    expect((await client.get('orderBook', { account: ACCOUNT })).status).toBe(401)
    expect((await client.post('NewOrder', orderBody())).status).toBe(401)
    expect((await client.post('GetOTP', { consumerID: 'id', consumerSecret: 's' })).body.status).toBe(200)
  })
})

describe('a signature', () => {
  it('must be that of the bytes that were sent, by the right key, in lower-case hex', async () => {
    const { client, fpt } = await trading()
    await client.login()
    const body = orderBody({ price: fpt.floor })
    const text = JSON.stringify(body)
    const wrong = [
      { 'X-Signature': '' },
      { 'X-Signature': keyPair().sign(text) },
      { 'X-Signature': keys.sign(text.replaceAll(':', ': ')) },
      { 'X-Signature': keys.sign(text).toUpperCase() },
      { 'X-Signature': `${keys.sign(text)}00` },
    ]
    for (const headers of wrong) {
      const { status, body: answer } = await client.post('NewOrder', body, headers)
      expect([status, answer]).toEqual([401, { message: 'Signature is not valid.', status: 401, data: null }])
    }
    expect((await client.post('NewOrder', body)).body.status).toBe(200)
  })
})

describe('an order', () => {
  it('is answered with what was asked for, and told step by step by the stream', async () => {
    const { client, fpt } = await trading()
    await client.login()
    const { events } = await client.listen(-1)
    const body = orderBody({ price: fpt.ceiling, quantity: 200 })
    const { requestID, code, deviceId, userAgent, ...requestData } = body
    expect((await client.post('NewOrder', body)).body).toEqual({
      message: 'Success',
      status: 200,
      data: { requestID, requestData },
    })
    await vi.waitFor(() => expect(types(events).at(-1)).toBe('orderEvent FF'))
    expect(types(events).slice(0, 4)).toEqual([
      'orderEvent RS',
      'orderEvent SD',
      'orderEvent QU',
      'orderMatchEvent',
    ])
    expect(events.map(({ data }) => data['notifyID'])).toEqual(events.map((_, i) => i + 1))
    expect(events.at(-1)?.data).toMatchObject({
      instrumentID: 'FPT',
      uniqueID: requestID,
      origRequestID: requestID,
      buySell: 'B',
      marketID: 'VN',
      price: fpt.ceiling,
      quantity: 200,
      filledQty: 200,
      osQty: 0,
      cancelQty: 0,
      isForceSell: 'F',
      inputTime: String(at(9, 16)),
    })
    const orders = (await client.get('orderBook', { account: ACCOUNT })).body.data
    expect(orders).toMatchObject({
      orders: [{ uniqueID: requestID, orderStatus: 'FF', filledQty: 200, isForcesell: 'F' }],
    })
    expect([code, deviceId, userAgent]).toHaveLength(3)
  })

  it('is changed and cancelled by its id', async () => {
    const { client, fpt } = await trading()
    await client.login()
    const { events } = await client.listen(-1)
    const placed = orderBody({ price: fpt.floor, quantity: 300 })
    await client.post('NewOrder', placed)
    await vi.waitFor(() => expect(events).toHaveLength(3))
    const { orderID } = events[0]!.data
    const naming = {
      orderID,
      account: ACCOUNT,
      instrumentID: 'FPT',
      marketID: 'VN',
      buySell: 'B',
      orderType: 'LO',
      code: '',
      deviceId: 'x',
    }
    const change = { ...naming, price: fpt.floor, quantity: 200, requestID: '90000001' }
    expect((await client.post('ModifyOrder', change)).body.status).toBe(200)
    expect((await client.post('CancelOrder', { ...naming, requestID: '90000002' })).body.status).toBe(200)
    await vi.waitFor(() =>
      expect(types(events).slice(3)).toEqual([
        'orderEvent WM',
        'orderEvent QU',
        'orderEvent WC',
        'orderEvent CL',
      ]),
    )
    expect(events.at(-1)?.data).toMatchObject({
      uniqueID: '90000002',
      origRequestID: placed.requestID,
      cancelQty: 200,
    })
  })

  it('is refused at once where it has not the form, or its request id was used', async () => {
    const { client, fpt } = await trading()
    await client.login()
    const wrong: [Record<string, unknown>, string][] = [
      [{ requestID: '123456789' }, 'requestID: one to eight digits'],
      [{ price: 0 }, 'price: above 0 for a limit order'],
      [{ orderType: 'ATO', price: 10 }, 'price: 0 for an order of type ATO'],
      [{ market: 'VNFE' }, 'market: not that of the instrument'],
      [{ account: '' }, 'account: '],
      [{ stopOrder: true }, 'stopOrder: false: conditional orders are not served'],
      [{ quantity: 1.5 }, 'quantity: '],
      [{ deviceId: undefined }, 'deviceId: '],
    ]
    for (const [wish, message] of wrong) {
      const { body } = await client.post('NewOrder', orderBody({ price: fpt.floor, ...wish }))
      expect(body).toMatchObject({ status: 400, data: null })
      expect(body.message).toContain(message)
    }
    const order = orderBody({ price: fpt.floor })
    expect((await client.post('NewOrder', order)).body.status).toBe(200)
    expect((await client.post('NewOrder', order)).body.message).toBe('requestID is duplicated.')
  })

  it('that breaks the market’s rules is refused by the stream', async () => {
    const { client, fpt } = await trading()
    await client.login()
    const { events } = await client.listen(-1)
    const low = orderBody({ price: fpt.floor - 1000 })
    expect((await client.post('NewOrder', low)).body.status).toBe(200)
    await client.post('NewOrder', orderBody({ orderType: 'ATC', price: 0 }))
    await vi.waitFor(() => expect(types(events)).toEqual(['orderError ORD002', 'orderError ORD016']))
    expect(events[0]?.data).toMatchObject({
      uniqueID: low.requestID,
      message: 'The price is below the floor.',
      data: null,
    })
    const audit = (await client.get('auditOrderBook', { account: ACCOUNT })).body.data
    expect(audit).toMatchObject({
      orders: [{ orderStatus: 'RJ', rejectReason: 'The price is below the floor.' }, {}],
    })
    expect((await client.get('orderBook', { account: ACCOUNT })).body.data).toMatchObject({ orders: [] })
  })
})

describe('the stream', () => {
  it('tells again from a number, or all of today, and only whom it concerns', async () => {
    const { client, address, fpt } = await trading()
    await client.login()
    await client.post('NewOrder', orderBody({ price: fpt.floor }))
    await client.post('NewOrder', orderBody({ price: fpt.floor }))
    const all = await client.listen(0)
    await vi.waitFor(() => expect(all.events).toHaveLength(6))
    const some = await client.listen(4)
    await vi.waitFor(() => expect(some.events.map(({ data }) => data['notifyID'])).toEqual([5, 6]))

    const other = tradingClient(address, keys.sign)
    await other.login({ consumerID: 'somebody else' })
    const others = await other.listen(0)
    await other.post('NewOrder', orderBody({ price: fpt.floor, account: '7654321' }))
    await vi.waitFor(() => expect(others.events.map(({ data }) => data['notifyID'])).toEqual([7, 8, 9]))
    await client.post('NewOrder', orderBody({ price: fpt.floor }))
    await vi.waitFor(() =>
      expect(some.events.map(({ data }) => data['notifyID'])).toEqual([5, 6, 10, 11, 12]),
    )
    expect(others.events).toHaveLength(3)
  })
})

describe('accounts', () => {
  it('show shares, money and what may be ordered', async () => {
    const { client, fpt } = await trading()
    await client.login()
    const account = ACCOUNT
    await client.post('NewOrder', orderBody({ price: fpt.ceiling, quantity: 200 }))
    const stocks = await client.get<{ stockPositions: Record<string, unknown>[] }>('stockPosition', {
      account,
    })
    const holding = stocks.body.data.stockPositions.find(({ instrumentID }) => instrumentID === 'FPT')
    expect(holding).toMatchObject({ marketID: 'VN', onHand: 10_000, buyT0: 200, sellableQty: 10_000 })
    const { data } = (await client.get('cashAcctBal', { account })).body
    expect(data).toMatchObject({ account, debt: 0, cashOnHold: 0 })
    expect(data['cashBal']).toBeLessThan(1_000_000_000 - 200 * fpt.floor)
    const buy = await client.get('maxBuyQty', { account, instrumentID: 'fpt', price: String(fpt.ceiling) })
    expect(buy.body.data['maxBuyQty']).toBeGreaterThan(1000)
    const sell = await client.get('maxSellQty', { account, instrumentID: 'FPT' })
    expect(sell.body.data).toEqual({ account, maxSellQty: 10_000 })
    expect((await client.get('ppmmraccount', { account: '1234566' })).body.data).toMatchObject({
      debt: 0,
      marginRatio: 100,
    })
    expect((await client.get('derivPosition', { account })).body).toMatchObject({ status: 400, data: null })
    expect((await client.get('cashAcctBal', {})).body).toMatchObject({ status: 400, data: null })
  })

  it('show futures, and tell when they change', async () => {
    const { client, exchange } = await trading()
    await client.login()
    const { events } = await client.listen(-1)
    const account = '1234568'
    const { ceiling } = limitsOf(exchange, FUTURE)
    const order = { instrumentID: FUTURE, market: 'VNFE', account, price: ceiling, quantity: 2 }
    await client.post('derNewOrder', orderBody(order))
    await vi.waitFor(() => expect(types(events).at(-1)).toBe('clientPortfolioEvent'))
    const position = { instrumentID: FUTURE, longQty: 2, shortQty: 0, net: 2 }
    expect(events.at(-1)?.data).toMatchObject({
      account,
      clientPortfoliosOpen: [{ martketID: 'VNFE', ...position }],
      clientPortfoliosClose: [],
    })
    const { body } = await client.get('derivPosition', { account, querySummary: 'true' })
    expect(body.data).toMatchObject({ openPosition: [{ marketID: 'VNFE', ...position }], closePosition: [] })
    const { data } = (await client.get('derivAcctBal', { account })).body
    expect(data['internalMargin']).toMatchObject({ deliveryMargin: 0 })
    expect(data['withdrawable']).toBeLessThan(1_000_000_000)
  })

  it('keep orders of past days', async () => {
    const { client, fpt } = await trading()
    await client.login()
    await client.post('NewOrder', orderBody({ price: fpt.floor }))
    const dates = { startDate: '20/11/2026', endDate: '20/11/2026' }
    const { body } = await client.get('orderHistory', { account: ACCOUNT, ...dates })
    expect(body.data).toMatchObject({ account: ACCOUNT, orderHistories: [{ orderStatus: 'QU' }] })
    const wrong = await client.get('orderHistory', { account: ACCOUNT, startDate: '2026-11-20', endDate: '' })
    expect(wrong.body).toMatchObject({ status: 400, data: null })
  })
})

describe('the quota', () => {
  it('is named, and holds', async () => {
    const exchange = simulatedExchange({ seed: 3, date: DATE, symbols: 40 })
    const client = tradingClient(await serve({ exchange, now: () => 1_000 }), keys.sign)
    await client.login()
    expect((await client.get('rateLimit')).body.data).toEqual([
      { endpoint: '*', period: '1s', limit: 5 },
      { endpoint: '*', period: '5s', limit: 30 },
    ])
    for (let i = 0; i < 4; i++) expect((await client.get('orderBook', { account: ACCOUNT })).status).toBe(200)
    const { status, body } = await client.get('orderBook', { account: ACCOUNT })
    expect([status, body.message]).toEqual([429, 'API calls quota exceeded! maximum admitted 5 per 1s.'])
  })
})
