import type { Server } from 'node:http'
import { type WebSocket, WebSocketServer } from 'ws'
import { API_KEY, hmac } from './fake-rest.ts'
import type { Content } from './samples.ts'

/** What a test lets the stream answer itself: `undefined` for the answer that all is well, `null` for none. `nth` counts from 1. */
export interface StreamScript {
  /** The first message. */
  readonly greet?: (nth: number) => Content | null | undefined
  readonly auth?: (nth: number) => Content | null | undefined
  readonly subscribe?: (nth: number) => Content | null | undefined
  /** The clock of the far side, ms UTC. */
  readonly now?: () => number
  /** Most pairs of a channel and a symbol on a connection. */
  readonly pairs?: number
}

interface Channel {
  readonly name: string
  readonly symbols: readonly string[]
}

/** One connection, as the server sees it. */
export interface Connection {
  readonly socket: WebSocket
  readonly channels: Channel[]
  /** The action of every message of the client's. */
  readonly actions: string[]
  /** It has proved who it is. */
  isKnown: boolean
}

/** The stream of DNSE's, on a server's port. What a client does against the reference is noted in `flaws`, and refused. */
export function fakeStream(server: Server, script: StreamScript, flaws: string[]): readonly Connection[] {
  const connections: Connection[] = []
  const counts = { greet: 0, auth: 0, subscribe: 0 }
  const isProof = proofs(script.now ?? Date.now)

  /** Sends what the script says, else the good answer. */
  const tell = (step: keyof typeof counts, { socket }: Connection, good: Content) => {
    counts[step] += 1
    const scripted = script[step]?.(counts[step])
    if (scripted !== null) socket.send(JSON.stringify(scripted ?? good))
  }
  const hear = (message: Content, connection: Connection) => {
    switch (message['action']) {
      case 'ping':
        connection.socket.send('{"action":"pong"}')
        break
      case 'auth':
        connection.isKnown = isProof(message)
        if (!connection.isKnown) flaws.push('auth')
        tell('auth', connection, { action: connection.isKnown ? 'auth_success' : 'auth_error' })
        break
      case 'subscribe':
        if (!connection.isKnown) flaws.push('subscribed before it was known')
        connection.channels.push(...(message['channels'] as readonly Channel[]))
        tell('subscribe', connection, subscribed(connection, script.pairs ?? 200))
    }
  }

  new WebSocketServer({ server, path: '/v1/stream' }).on('connection', (socket, { url }) => {
    if (url !== '/v1/stream?encoding=json') flaws.push(`address ${url}`)
    const connection: Connection = { socket, channels: [], actions: [], isKnown: false }
    connections.push(connection)
    tell('greet', connection, { action: 'welcome', session_id: `session-${connections.length}` })
    socket.on('message', (data: Buffer) => {
      const message = JSON.parse(data.toString()) as Content
      connection.actions.push(String(message['action']))
      hear(message, connection)
    })
  })
  return connections
}

/** Checks `auth` messages, by the words of the document. */
function proofs(now: () => number): (message: Content) => boolean {
  const seen = new Set<unknown>()
  return ({ api_key: key, timestamp, nonce, signature }) => {
    const isFresh = typeof nonce === 'string' && /^\d{16,}$/.test(nonce) && !seen.has(nonce)
    seen.add(nonce)
    const isNow = Number.isInteger(timestamp) && Math.abs(Number(timestamp) * 1000 - now()) < 300_000
    const signed = hmac(`${API_KEY}:${String(timestamp)}:${String(nonce)}`).digest('hex')
    return key === API_KEY && signature === signed && isFresh && isNow
  }
}

function subscribed({ channels }: Connection, most: number): Content {
  const pairs = channels.reduce((sum, { symbols }) => sum + Math.max(symbols.length, 1), 0)
  return pairs > most
    ? { action: 'error', message: `${pairs} subscriptions are too many` }
    : { action: 'subscribed', channels }
}
