import { createHmac } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { instrumentRows, sample } from './samples.ts'

export const API_KEY = 'key-4711-public'
export const API_SECRET = 'secret-9f8e-top'

/** HMAC-SHA256 of a text with the secret. */
export const hmac = (text: string) => createHmac('sha256', API_SECRET).update(text)

/** An answer of REST. */
export interface RestAnswer {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body: unknown
}

/** The answers that all is well with: the list of instruments, and the definition of any symbol. */
export function goodAnswer(path: string, query: URLSearchParams): RestAnswer {
  const [, symbol = ''] = /^\/price\/(\w+)\/secdef$/.exec(path) ?? []
  if (symbol) return { body: definitionOf(symbol, query.get('boardId')) }
  return path === '/instruments'
    ? { body: { data: instrumentRows, total: instrumentRows.length, page: 1, pageSize: 1000 } }
    : { status: 404, body: { status: 404, code: 'OA-004', message: 'no such path' } }
}

function definitionOf(symbol: string, boardId: string | null) {
  const future = { marketId: 'DVX', basicPrice: 1990, ceilingPrice: 2129.3, floorPrice: 1850.7 }
  return [
    sample('sd', {
      T: undefined,
      time: undefined,
      symbol,
      boardId,
      ...(symbol.startsWith('41') ? future : {}),
    }),
  ]
}

const isFreshDate = (date: string, now: number): boolean =>
  /^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d \+0000$/.test(date) && Math.abs(Date.parse(date) - now) < 300_000

/** Why the signature of a request is not good, by the words of the document; `undefined` when it is. Notes its nonce in `seen`. */
export function flawOf(request: IncomingMessage, seen: Set<string>, now: number): string | undefined {
  const { method = '', url = '', headers } = request
  const text = (name: string) => String(headers[name])
  const field = (name: string) => new RegExp(`[ ,]${name}="([^"]*)"`).exec(text('x-signature'))?.[1] ?? ''
  const nonce = field('nonce')
  const path = new URL(url, 'http://fake').pathname
  const signed = `(request-target): ${method.toLowerCase()} ${path}\ndate: ${text('date')}\nnonce: ${nonce}`
  const checks: Readonly<Record<string, boolean>> = {
    'api key': text('x-api-key') === API_KEY && field('keyId') === API_KEY,
    algorithm: field('algorithm') === 'hmac-sha256' && field('headers') === '(request-target) date',
    date: isFreshDate(text('date'), now),
    nonce: /^[0-9a-f]{32}$/.test(nonce) && !seen.has(nonce),
    version: /^\d{4}-\d\d-\d\d$/.test(text('version')),
    signature: field('signature') === encodeURIComponent(hmac(signed).digest('base64')),
  }
  seen.add(nonce)
  return Object.keys(checks).find((name) => !checks[name])
}
