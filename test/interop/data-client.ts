import { createRequire } from 'node:module'
import './mask-fix.ts'

const require = createRequire(import.meta.url)

/** SSI's own client of market data, as far as it is used. */
interface FcData {
  readonly api: Readonly<Record<string, string>>
  readonly constants: { readonly AUTHORIZATION_HEADER: string; readonly AUTHORIZATION_SCHEME: string }
  readonly events: { readonly onData: string; readonly onConnected: string }
  initStream(options: { readonly url: string; readonly token: string }): void
  bind(event: string, listener: (message: string) => void): void
  start(): void
  switchChannel(channel: string): void
}

/** What the process tells: an answer of REST, or a message of the stream. */
export type DataReport =
  | {
      readonly kind: 'rest'
      readonly name: string
      readonly status: number
      readonly body: Record<string, unknown>
    }
  | { readonly kind: 'message'; readonly text: string }

const client = require('ssi-fcdata') as FcData
const [address = '', consumerID, consumerSecret] = process.argv.slice(2)
const report = (message: DataReport) => process.send?.(message)

async function ask(name: string, query: Record<string, string>, init: RequestInit = {}) {
  const url = `${address}/${client.api[name] ?? ''}?${new URLSearchParams(query).toString()}`
  const response = await fetch(url, init)
  const body = (await response.json()) as Record<string, unknown>
  report({ kind: 'rest', name, status: response.status, body })
  return body
}

const login = await ask(
  'GET_ACCESS_TOKEN',
  {},
  { method: 'POST', body: JSON.stringify({ consumerID, consumerSecret }) },
)
const { accessToken } = login['data'] as { accessToken: string }
const { AUTHORIZATION_HEADER, AUTHORIZATION_SCHEME } = client.constants
const token = `${AUTHORIZATION_SCHEME} ${accessToken}`
const init = { headers: { [AUTHORIZATION_HEADER]: token } }
await ask('GET_SECURITIES_LIST', { market: 'HOSE', pageIndex: '1', pageSize: '100' }, init)
await ask('GET_SECURITIES_DETAILs', { symbol: 'FPT' }, init)
await ask('GET_INDEX_COMPONENTS', { indexCode: 'VN30', pageSize: '100' }, init)
await ask('GET_INDEX_LIST', { exchange: 'HOSE' }, init)
const today = { symbol: 'FPT', fromDate: '20/11/2026', toDate: '20/11/2026' }
await ask('GET_DAILY_OHLC', today, init)
await ask('GET_INTRADAY_OHLC', { ...today, pageSize: '1000' }, init)

client.initStream({ url: `${address}/`, token })
client.bind(client.events.onData, (text) => report({ kind: 'message', text }))
client.bind(client.events.onConnected, () => client.switchChannel('ALL'))
client.start()
