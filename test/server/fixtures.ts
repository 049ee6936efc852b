import { afterEach } from 'vitest'
import { WebSocket } from 'ws'
import { type Changes, opened } from './shown.ts'

export { feed, indices, session, snapshot, stocks, summary, views } from './shown.ts'

const ends: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

/** Runs something once the test is over, last first. */
export const afterwards = (end: () => Promise<void> | void) => void ends.push(end)

/** A server over real HTTP on a free port of loopback, closed after the test. */
export async function serve(changes: Changes = {}) {
  const server = await opened(changes)
  afterwards(() => server.close())
  return server
}

/** The status, headers and JSON of a GET. */
export async function get(url: string, headers: Readonly<Record<string, string>> = {}) {
  const response = await fetch(url, { headers: { connection: 'close', ...headers } })
  const text = await response.text()
  const type = response.headers.get('content-type') ?? ''
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: (type.includes('json') ? JSON.parse(text) : undefined) as unknown,
  }
}

/** A WebSocket client that keeps what it is told. */
export interface Listener {
  readonly socket: WebSocket
  readonly messages: string[]
  /** Waits until it has had so many messages in all. */
  readonly until: (count: number) => Promise<void>
  /** The code and the reason of the close. */
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>
}

/** Makes a client; it need not get in. */
export function dial(
  { port }: { readonly port: number },
  path: string,
  options: { readonly protocols?: string[]; readonly headers?: Record<string, string> } = {},
): Listener {
  const { protocols = [], headers = {} } = options
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, protocols, {
    headers,
    perMessageDeflate: false,
  })
  const messages: string[] = []
  const waiting = new Set<() => void>()
  socket.on('message', (data: Buffer) => {
    messages.push(data.toString())
    for (const look of waiting) look()
  })
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.once('close', (code, reason) => resolve({ code, reason: reason.toString() }))
  })
  socket.on('error', () => undefined)
  afterwards(() => socket.terminate())
  const until = (count: number) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (messages.length < count) return
        waiting.delete(look)
        resolve()
      }
      waiting.add(look)
      look()
    })
  return { socket, messages, until, closed }
}

/** The status with which a client is refused before the upgrade, or 101 when it gets in. */
export const admission = ({ socket }: Listener) =>
  new Promise<number>((resolve) => {
    socket.once('open', () => resolve(101))
    socket.once('unexpected-response', (request, response) => {
      resolve(response.statusCode ?? 0)
      request.destroy()
    })
  })

/** The value of a sample in what `/metrics` says; undefined where there is none. */
export const sample = (text: string, name: string) =>
  text
    .split('\n')
    .find((line) => line.startsWith(`${name} `))
    ?.slice(name.length + 1)
