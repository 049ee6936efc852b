import { createHash, publicDecrypt, randomUUID } from 'node:crypto'
import { afterAll, describe, expect, it } from 'vitest'
import { simulatedExchange } from '../../../../src/exchange/simulated-exchange.ts'
import { verifierOf } from '../../../../src/exchange/wire/trading/signatures.ts'
import { serve, stopServing } from '../../wire/serve.ts'
import { ask, isAck, login, openStream, type StreamFrame } from '../serve3.ts'
import { signer } from './sign.ts'

/** Just after the opening, so that the market before it is quickly made. */
const START = (9 * 60 + 16) * 60_000
/** One for each test that orders, so that none sees another's. */
const ACCOUNTS = ['7654321', '1000001', '2000001', '3000001', '4000008']
const key = signer()
const foreignKey = signer()

afterAll(stopServing)

const accounts = ACCOUNTS.map((account) => ({ account }))
const exchange = simulatedExchange({ seed: 5, date: '2026-11-20', symbols: 40, startAt: START, accounts })
const credentials = { clientId: '765432', accounts: ACCOUNTS, verify: verifierOf(key.publicKey) }
const served = serve({ exchange, v3: { credentials, rate: { limit: 1000, perSecond: 1000 } } })

/** Logs in. Each request is signed unless it brings its own signature. */
async function trading(fields: Record<string, unknown> = { otp: '123456' }) {
  const address = await served
  const { token } = await login(address, { apiKey: randomUUID(), ...fields })
  const send = (method: string, body: object | string, signature?: string) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    const headers = { 'X-Signature': signature ?? key.sign(text) }
    return ask(address, 'trading/order', { method, token, body: text, headers })
  }
  return { address, token, send, get: (path: string) => ask(address, path, { token }) }
}

const DEVICE = { deviceId: '02:00:5E:10:00:07', userAgent: 'demo/1' }

const { floor } = exchange.securities.find(({ symbol }) => symbol === 'SSI')!

/** A buy of 100 SSI at a price that nobody sells at: it waits. */
const waiting = (clientRequestId: string, change: object = {}) => ({
  accountNo: '1000001',
  symbol: 'SSI',
  side: 'B',
  quantity: 100,
  price: String(floor / 100),
  orderType: 'LO',
  clientRequestId,
  ...DEVICE,
  ...change,
})

const eventOf = ({ data }: StreamFrame) =>
  (data ?? {}) as { eventType?: string; orderStatus?: string; accountNo?: string }

describe('a signature', () => {
  const BODY =
    '{"accountNo":"7654321","symbol":"FPT","side":"S","quantity":200,"price":"98500","orderType":"LO","clientRequestId":"vec0001","deviceId":"02:00:5E:10:00:07","userAgent":"demo/1"}'
  const SPACED = BODY.replaceAll(',"', ', "').replaceAll('":', '": ')

  it.each([
    [BODY, 177, 'dd81b72012cce7d84c9e66080fbfe8a2f81c9087b8e832166161589c5df0a376'],
    [SPACED, 194, '339ccd52f62ca614e2e144e064a76b7a74e8de1d7b607153f711363ed0d02fc2'],
  ])('is over the hash of the bytes: %#', (body, bytes, hash) => {
    expect(Buffer.byteLength(body)).toBe(bytes)
    expect(createHash('sha256').update(body).digest('hex')).toBe(hash)
    const signature = key.sign(body)
    expect(signature).toMatch(/^[0-9a-f]{512}$/)
    expect(publicDecrypt(key.privateKey, Buffer.from(signature, 'hex')).toString('hex')).toMatch(
      new RegExp(`${hash}$`),
    )
  })

  it('is taken over the body as it was sent, whatever its spaces', async () => {
    const { send } = await trading()
    const first = await send('POST', BODY)
    expect(first.body['msg'] ?? 'FPT is sold').not.toContain('ignature')
    // The same request, signed as it is now: it gets as far as to be known.
    expect(await send('POST', SPACED)).toMatchObject({ status: 409, body: { code: 409 } })
  })

  it.each([
    ['missing', '', 401006],
    ['of another body', key.sign(SPACED), 401013],
    ['of another key', foreignKey.sign(BODY), 401013],
    ['in upper case', key.sign(BODY).toUpperCase(), 401013],
    ['no hex', 'signature', 401013],
  ])('is refused when %s', async (_, signature, code) => {
    const { send } = await trading()
    expect(await send('POST', BODY, signature)).toMatchObject({ status: 401, body: { code } })
  })

  it('does not help without an OTP, or without a body', async () => {
    const bare = await trading({})
    expect(await bare.send('POST', BODY)).toMatchObject({ status: 401, body: { code: 401105 } })
    const { address, token } = await trading()
    const empty = await ask(address, 'trading/order', { method: 'DELETE', token })
    expect(empty).toMatchObject({ status: 401, body: { code: 401008 } })
  })
})

describe('an order', () => {
  it.each([
    ['no JSON', 'order', { status: 400, body: { code: 400 } }],
    ['a price that is a number', { price: 27_000 }, { status: 400 }],
    ['a price with an exponent', { price: '1e4' }, { status: 400 }],
    ['a limit of 0', { price: '0' }, { status: 400 }],
    ['a price for a market order', { orderType: 'MTL' }, { status: 400 }],
    ['a request id of 21 characters', { clientRequestId: 'x'.repeat(21) }, { status: 400 }],
    ['no device', { deviceId: undefined }, { status: 400 }],
    ["somebody else's account", { accountNo: '1111111' }, { status: 403, body: { code: 403100 } }],
    ['a price below the floor', { price: '10' }, { status: 400, body: { code: 400 } }],
    ['a future on a cash account', { symbol: '41I1GC000' }, { status: 400, body: { code: 400 } }],
  ])('is refused with %s', async (name, change, answer) => {
    const { send } = await trading()
    const body = typeof change === 'string' ? change : waiting(name.slice(0, 20), change)
    expect(await send('POST', body)).toMatchObject(answer)
  })

  it('is placed, changed and cancelled, each request once', async () => {
    const { send } = await trading()
    const order = waiting('one')
    const placed = await send('POST', order)
    expect(placed).toMatchObject({ status: 200, body: { clientRequestId: 'one', orderStatus: 'PD' } })
    const orderId = String(placed.body['orderId'])
    expect(await send('POST', order)).toMatchObject({ status: 409, body: { code: 409 } })

    const name = { accountNo: '1000001', ...DEVICE }
    const price = String((floor + 5_000) / 100)
    const both = { ...name, clientModifyId: 'm0', orderId, price, quantity: 200 }
    expect(await send('PUT', both)).toMatchObject({ status: 400, body: { code: 400107 } })
    expect((await send('PUT', { ...name, clientModifyId: 'm0', orderId })).status).toBe(400)
    expect((await send('PUT', { ...name, clientModifyId: 'm0', price })).status).toBe(400)
    const modified = await send('PUT', { ...name, clientModifyId: 'm1', orderId, price })
    expect(modified.body).toEqual({
      clientModifyId: 'm1',
      orderId,
      clientRequestId: 'one',
      orderStatus: 'WM',
    })
    const grown = await send('PUT', { ...name, clientModifyId: 'm2', clientRequestId: 'one', quantity: 300 })
    expect(grown.body).toMatchObject({ clientModifyId: 'm2', orderId })

    const cancelled = await send('DELETE', { ...name, clientCancelId: 'c1', clientRequestId: 'one' })
    expect(cancelled.body).toEqual({
      clientCancelId: 'c1',
      orderId,
      clientRequestId: 'one',
      orderStatus: 'WC',
    })
    expect((await send('DELETE', { ...name, clientCancelId: 'c2', orderId })).status).toBe(400)
  })

  it('is told of to its owner, as it goes on', async () => {
    const { send, address, token } = await trading()
    const stream = openStream(address, token)
    await stream.send({ method: 'subscribe', channel: 'TRADING', topics: ['order.*'] })
    await stream.frame(isAck)
    const other = openStream(address, token)
    await other.send({ method: 'subscribe', channel: 'TRADING', topics: ['order.7654321'] })
    await other.frame(isAck)

    // What became of the orders before may still be on its way.
    const accountNo = '2000001'
    const isOwn = (frame: StreamFrame) => eventOf(frame).accountNo === accountNo
    const own = (is: (event: ReturnType<typeof eventOf>) => boolean) =>
      stream.frame((frame) => isOwn(frame) && is(eventOf(frame)))
    await send('POST', waiting('wait', { accountNo }))
    await send('DELETE', { accountNo, ...DEVICE, clientCancelId: 'c', clientRequestId: 'wait' })
    const end = await own(({ orderStatus }) => orderStatus === 'CL')
    const statuses = stream.frames.filter(isOwn).map((frame) => eventOf(frame).orderStatus)
    expect(statuses).toEqual(['RS', 'SD', 'QU', 'WC', 'CL'])
    expect(end).toMatchObject({
      channel: 'TRADING',
      topic: 'order.2000001',
      data: {
        eventType: 'orderEvent',
        accountNo,
        clientRequestId: 'wait',
        symbol: 'SSI',
        side: 'B',
        orderType: 'LO',
        price: String(floor / 100),
        quantity: 100,
        osQty: 0,
        filledQty: 0,
        cancelQty: 100,
        rejectReason: '',
        systemRequestId: 'c',
        notifyId: expect.stringMatching(/^\d+$/) as string,
      },
    })

    await send('POST', waiting('sold', { accountNo, side: 'S', orderType: 'MTL', price: '0' }))
    const match = await own(({ eventType }) => eventType === 'orderMatchEvent')
    expect(match).toMatchObject({ data: { clientRequestId: 'sold', side: 'S', accountNo, matchQty: 100 } })
    await own(({ orderStatus }) => orderStatus === 'FF')

    await send('POST', waiting('low', { accountNo, price: '10' }))
    expect(await own(({ orderStatus }) => orderStatus === 'RJ')).toMatchObject({
      data: { clientRequestId: 'low', errorCode: 'ORD002', osQty: 0 },
    })
    expect(other.frames.filter(isOwn)).toEqual([])
  })
})

describe('an account', () => {
  it('shows its orders, its money, its shares and what it may order', async () => {
    const { send, get } = await trading()
    const accountNo = '3000001'
    await send('POST', waiting('a', { accountNo, side: 'S', orderType: 'MTL', price: '0' }))
    await send('POST', waiting('b', { accountNo }))

    const info = (await get('account/info')).body
    expect(info).toHaveLength(ACCOUNTS.length)
    expect(info).toContainEqual({ accountNo, accountType: 'Cash' })
    expect(info).toContainEqual({ accountNo: '4000008', accountType: 'Derivative' })
    const day = 'from=2026/11/20&to=2026/11/20'
    const book = (query: string) => get(`trading/orderBook?accountNo=3000001&${query}`)
    expect((await book(day)).body).toMatchObject({
      accountNo,
      totalRecord: 2,
      orderList: [
        { clientRequestId: 'a', orderStatus: 'FF', filledQty: 100, price: 'MTL' },
        { clientRequestId: 'b', orderStatus: 'QU', filledQty: 0, orderType: 'LO', message: '' },
      ],
    })
    expect((await book(`${day}&orderStatus=QU&symbol=ssi`)).body).toMatchObject({ totalRecord: 1 })
    expect((await book('from=2026/11/19&to=2026/11/19')).body).toEqual({ code: 204 })
    expect((await book('from=20/11/2026&to=20/11/2026')).body).toMatchObject({ code: 400213 })

    const own = 'accountNo=3000001&clientId=765432'
    const positions = (await get(`trading/position?${own}&type=equity`)).body['equity'] as object[]
    expect(positions.find((row) => 'symbol' in row && row.symbol === 'SSI')).toMatchObject({
      quantity: 9900,
      sellableQuantity: 9900,
      soldQuantity: 100,
      buyingQuantity: 100,
    })
    const { equity } = (await get(`trading/accountBalance?${own}`)).body as { equity: Record<string, number> }
    expect(equity).toMatchObject({ accountNo, accountBalance: 1_000_000_000 })
    expect(equity['onHoldCash']).toBeGreaterThan(0)
    const power = await get('trading/maxBuySell?accountNo=3000001&symbol=SSI&price=20000')
    expect(power.body).toMatchObject({ maxSellQty: 9900, marginRatio: '100%' })
    expect(power.body['purchasingPower']).toBe(equity['withdrawable'])
    expect((await get(`trading/ppmmrAccount?${own}`)).body).toMatchObject({ equity: { marginRatio: '100%' } })
  })

  it('in futures shows its positions, over REST and on its topic', async () => {
    const { send, get, address, token } = await trading()
    const stream = openStream(address, token)
    await stream.send({ method: 'subscribe', channel: 'TRADING', topics: ['portfolio.4000008'] })
    await stream.frame(isAck)
    const own = 'accountNo=4000008&clientId=765432'
    expect((await get(`trading/position?${own}`)).body).toEqual({ code: 204 })
    const { symbol } = exchange.securities.find(({ instrument }) => instrument === 'future')!
    const order = { accountNo: '4000008', symbol, side: 'B', quantity: 1, price: '0', orderType: 'MTL' }
    const placed = await send('POST', { ...order, clientRequestId: 'long', ...DEVICE })
    expect(placed.status).toBe(200)
    expect(await stream.frame(({ topic }) => topic === 'portfolio.4000008')).toMatchObject({
      channel: 'TRADING',
      data: { eventType: 'clientPortfolioEvent', symbol, longQty: 1, shortQty: 0, positionType: 'Open' },
    })
    expect((await get(`trading/position?${own}`)).body).toMatchObject({
      derivative: { derOpenPositions: [{ accountNo: '4000008', symbol, long: 1, net: 1 }] },
    })
    expect((await get(`trading/accountBalance?${own}`)).body).toMatchObject({
      derivative: { accountNo: '4000008', cashSSI: expect.any(Number) as number },
    })
    expect((await get(`trading/ppmmrAccount?${own}`)).body).toHaveProperty('derivative.marginReqSSI')
    const power = (await get(`trading/maxBuySell?accountNo=4000008&symbol=${symbol}`)).body
    expect(power).toHaveProperty('maxBuyQty')
    expect(power).not.toHaveProperty('purchasingPower')
  })

  it("is nobody else's", async () => {
    const { get } = await trading({})
    expect(await get('trading/position?accountNo=1111111')).toMatchObject({
      status: 403,
      body: { code: 403100 },
    })
    expect((await get('trading/accountBalance?accountNo=3000001&clientId=999999')).body).toMatchObject({
      code: 403100,
    })
    expect((await get('trading/accountBalance?accountNo=3000001&clientId=765432')).status).toBe(200)
    expect((await get('trading/maxBuySell?accountNo=7654321')).body).toMatchObject({ code: 400104 })
    expect((await get('trading/maxBuySell?accountNo=3000001&symbol=XYZ')).body).toEqual({ code: 204 })
  })
})
