import { createRequire } from 'node:module'
import './mask-fix.ts'

const require = createRequire(import.meta.url)

/** SSI's own client of trading, as far as it is used. */
interface FcTrading {
  readonly api: Readonly<Record<string, string>>
  readonly constants: Readonly<Record<string, string>>
  readonly events: Readonly<Record<string, string>>
  initStream(options: {
    readonly url: string
    readonly access_token: string
    readonly notify_id: number
  }): void
  bind(event: string, listener: (name: string, event: StreamEvent) => void): void
  start(): void
  sign(data: string, privateKey: string): string
  getDeviceId(): string
  getUserAgent(): string
}

/** An event of the stream. */
interface StreamEvent {
  readonly type: string
  readonly data: Record<string, unknown>
}

/** What the process tells: an answer of REST, or an event of the stream. */
export type TradingReport =
  | {
      readonly kind: 'rest'
      readonly name: string
      readonly status: number
      readonly body: Record<string, unknown>
    }
  | ({ readonly kind: 'event' } & StreamEvent)

const client = require('ssi-fctrading') as FcTrading
const [address = '', privateKey = '', low = '', high = ''] = process.argv.slice(2)
const report = (message: TradingReport) => process.send?.(message)
const ACCOUNT = '1234561'
let authorization = ''

type Init = Omit<RequestInit, 'headers'> & { readonly headers?: Record<string, string> }

async function send(name: string, init: Init, query = '') {
  const path = (client.api[name] ?? '').replace(/^\//, '')
  const headers = { ...init.headers, [client.constants['AUTHORIZATION_HEADER'] ?? '']: authorization }
  const response = await fetch(`${address}/${path}${query}`, { ...init, headers })
  const body = (await response.json()) as Record<string, unknown>
  report({ kind: 'rest', name, status: response.status, body })
  return body
}

/** Signs a body as the client does, and posts it. */
const post = (name: string, body: object, key = privateKey) => {
  const text = JSON.stringify(body)
  const headers = {
    'Content-Type': 'application/json',
    [client.constants['SIGNATURE_HEADER'] ?? '']: client.sign(text, key),
  }
  return send(name, { method: 'POST', body: text, headers })
}

const order = {
  instrumentID: 'FPT',
  market: 'VN',
  buySell: 'B',
  orderType: 'LO',
  channelID: 'TA',
  price: Number(low),
  quantity: 300,
  account: ACCOUNT,
  requestID: '10000001',
  stopOrder: false,
  stopPrice: 0,
  stopType: '',
  stopStep: 0,
  lossStep: 0,
  profitStep: 0,
  code: '',
  // Empty where the machine has no network but itself.
  deviceId: client.getDeviceId() || 'lo:00:00:00:00:00:00',
  userAgent: client.getUserAgent(),
}

const events: StreamEvent[] = []
const waiting: (() => void)[] = []

/** Waits for an event of the stream; takes those that came before, too. */
async function until(test: (event: StreamEvent) => boolean): Promise<StreamEvent> {
  for (;;) {
    const found = events.find(test)
    if (found) return found
    await new Promise<void>((resolve) => waiting.push(resolve))
  }
}

const isStatus = (status: string, requestID: string) => (event: StreamEvent) =>
  event.data['orderStatus'] === status && event.data['uniqueID'] === requestID

const login = { consumerID: 'me', consumerSecret: 'mine', twoFactorType: 0, code: '246810', isSave: true }
const { data } = await send('GET_ACCESS_TOKEN', { method: 'POST', body: JSON.stringify(login) })
const { accessToken } = data as { accessToken: string }
authorization = `${client.constants['AUTHORIZATION_SCHEME'] ?? ''} ${accessToken}`

// Told again from the start of the day, so that nothing is lost while the stream connects.
client.initStream({ url: `${address}/`, access_token: accessToken, notify_id: 0 })
for (const name of ['onOrderUpdate', 'onOrderMatch', 'onOrderError', 'onClientPortfolioEvent']) {
  client.bind(client.events[name] ?? '', (_, event) => {
    events.push(event)
    report({ kind: 'event', ...event })
    for (const resolve of waiting.splice(0)) resolve()
  })
}
client.start()

await post('NEW_ORDER', order)
const { orderID } = (await until(isStatus('QU', '10000001'))).data
const naming = { orderID, account: ACCOUNT, instrumentID: 'FPT', marketID: 'VN', buySell: 'B', code: '' }
const device = { deviceId: order.deviceId, userAgent: order.userAgent }
const change = { ...naming, ...device, orderType: 'LO', price: Number(low), quantity: 200 }
await post('MODIFY_ORDER', { ...change, requestID: '10000002' })
await until(isStatus('QU', '10000002'))
await post('CANCEL_ORDER', { ...naming, ...device, requestID: '10000003' })
await until(isStatus('CL', '10000003'))
await post('NEW_ORDER', { ...order, price: Number(high), quantity: 100, requestID: '10000004' })
await until(isStatus('FF', '10000004'))
await post('NEW_ORDER', { ...order, price: Number(high) + 100_000, requestID: '10000005' })
await until(({ type }) => type === 'orderError')
await post('NEW_ORDER', { ...order, price: Number(high), requestID: '10000004' })
const query = `?account=${ACCOUNT}`
await send('GET_STOCK_POSITION', {}, query)
await send('GET_ORDER_BOOK', {}, query)
await send('GET_ACCOUNT_BALANCE', {}, query)
process.send?.({ kind: 'rest', name: 'DONE', status: 0, body: {} })
