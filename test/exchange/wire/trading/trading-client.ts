import { constants, createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto'
import { WebSocket } from 'ws'
import { bearer } from '../serve.ts'

/** A key pair in the form that SSI hands keys out: base64 of XML. */
export function keyPair(bits = 1024) {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: bits })
  const jwk = privateKey.export({ format: 'jwk' })
  const element = (name: string, value: string | undefined) =>
    `<${name}>${Buffer.from(value ?? '', 'base64url').toString('base64')}</${name}>`
  const publicXml = element('Modulus', jwk.n) + element('Exponent', jwk.e)
  const privateXml = [
    element('P', jwk.p),
    element('Q', jwk.q),
    element('DP', jwk.dp),
    element('DQ', jwk.dq),
    element('InverseQ', jwk.qi),
    element('D', jwk.d),
  ].join('')
  const wrapped = (xml: string) => Buffer.from(`<RSAKeyValue>${xml}</RSAKeyValue>`).toString('base64')
  return {
    publicKey: wrapped(publicXml),
    privateKey: wrapped(publicXml + privateXml),
    pem: createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }) as string,
    sign: (body: string) => signWith(privateKey.export({ type: 'pkcs8', format: 'pem' }) as string, body),
  }
}

const signWith = (pem: string, body: string): string =>
  sign('sha256', Buffer.from(body), {
    key: createPrivateKey(pem),
    padding: constants.RSA_PKCS1_PADDING,
  }).toString('hex')

/** An answer of the trading API. */
interface Envelope<T = Record<string, unknown>> {
  readonly message: string
  readonly status: number
  readonly data: T
}

/** An event of the stream. */
export interface OrderEventMessage {
  readonly type: string
  readonly data: Record<string, unknown>
}

let requests = 0

/** A body of a new order, whole. */
export const orderBody = (wish: Record<string, unknown> = {}) => ({
  instrumentID: 'FPT',
  market: 'VN',
  buySell: 'B',
  orderType: 'LO',
  channelID: 'TA',
  price: 0,
  quantity: 100,
  account: '1234561',
  requestID: String(++requests),
  stopOrder: false,
  stopPrice: 0,
  stopType: '',
  stopStep: 0,
  lossStep: 0,
  profitStep: 0,
  code: '',
  deviceId: '02:00:5E:10:00:01',
  userAgent: 'test',
  ...wish,
})

/** Talks to the trading API of a server, with a token. */
export function tradingClient(address: string, signature: (body: string) => string) {
  const url = (name: string) => `${address}/api/v2/Trading/${name}`
  let token = ''
  const post = async (name: string, body: object, headers: Record<string, string> = {}) => {
    const text = JSON.stringify(body)
    const signed = {
      ...bearer(token),
      'Content-Type': 'application/json',
      'X-Signature': signature(text),
      ...headers,
    }
    const response = await fetch(url(name), { method: 'POST', body: text, headers: signed })
    return { status: response.status, body: (await response.json()) as Envelope }
  }
  return {
    post,
    async login(fields: Record<string, unknown> = {}) {
      const { body } = await post('AccessToken', {
        consumerID: 'id',
        consumerSecret: 'secret',
        twoFactorType: 0,
        code: '123456',
        isSave: true,
        ...fields,
      })
      token = (body.data as { accessToken: string } | null)?.accessToken ?? ''
      return body
    },
    async get<T = Record<string, unknown>>(name: string, query: Record<string, string> = {}) {
      const response = await fetch(`${url(name)}?${new URLSearchParams(query).toString()}`, {
        headers: bearer(token),
      })
      return { status: response.status, body: (await response.json()) as Envelope<T> }
    },
    /** Opens the stream of order events, and keeps what comes. */
    async listen(notifyId: number) {
      const hubs = encodeURIComponent('[{"name":"BroadcastHubV2"}]')
      const headers = { ...bearer(token), NotifyID: String(notifyId) }
      const base = `${address}/v2.0/signalr`
      const negotiate = await fetch(`${base}/negotiate?clientProtocol=1.5&connectionData=${hubs}`, {
        headers,
      })
      const { ConnectionToken } = (await negotiate.json()) as { ConnectionToken: string }
      const query = `transport=webSockets&clientProtocol=1.5&connectionToken=${encodeURIComponent(ConnectionToken)}&connectionData=${hubs}`
      const events: OrderEventMessage[] = []
      const socket = new WebSocket(`${base.replace('http', 'ws')}/connect?${query}`, { headers })
      socket.on('message', (data: Buffer) => {
        const { M = [] } = JSON.parse(data.toString()) as { M?: { A: string[]; H: string; M: string }[] }
        for (const { A } of M) events.push(JSON.parse(A[0] ?? '') as OrderEventMessage)
      })
      await new Promise((resolve) => socket.once('message', resolve))
      return { events, socket }
    },
  }
}
