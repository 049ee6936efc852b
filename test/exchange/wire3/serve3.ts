import { WebSocket } from 'ws'
import type { FastConnectOptions } from '../../../src/exchange/wire/fast-connect-server.ts'
import { bearer, serve } from '../wire/serve.ts'

/** What a request may carry. */
interface Sent {
  readonly method?: string
  readonly token?: string
  readonly body?: object | string
  readonly headers?: Record<string, string>
}

/** Sends a request below `/api/v3/`; gives status, headers and body. */
export async function ask(address: string, path: string, { method, token, body, headers }: Sent = {}) {
  const response = await fetch(`${address}/api/v3/${path}`, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: {
      'Content-Type': 'application/json',
      ...(token === undefined ? {} : bearer(token)),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const answer = (await response.json()) as Record<string, unknown>
  return { status: response.status, headers: response.headers, body: answer }
}

export const KEY = { apiKey: 'key', apiSecret: 'secret' }

/** Logs in; with an OTP unless told not to. */
export async function login(address: string, fields: Record<string, unknown> = { otp: '123456' }) {
  const { status, body } = await ask(address, 'auth/token', { body: { ...KEY, ...fields } })
  return { status, body, token: String(body['accessToken']), refreshToken: String(body['refreshToken']) }
}

/** Serves an exchange and logs in. */
export async function signedIn(options: Partial<FastConnectOptions> = {}, fields?: Record<string, unknown>) {
  const address = await serve(options)
  const { token } = await login(address, fields)
  return { address, token, get: (path: string) => ask(address, path, { token }) }
}

/** A frame of the stream. */
export type StreamFrame = Readonly<Partial<Record<string, unknown>>>

/** A bare client of the stream: keeps what comes. */
export function openStream(address: string, token: string | undefined) {
  const socket = new WebSocket(`${address.replace('http', 'ws')}/ws/v3`, {
    headers: token === undefined ? {} : bearer(token),
  })
  const frames: StreamFrame[] = []
  const waiting = new Set<() => void>()
  socket.on('message', (data: Buffer) => {
    frames.push(JSON.parse(data.toString()) as StreamFrame)
    for (const look of waiting) look()
  })
  const opened = new Promise<void>((resolve) => socket.on('open', resolve))
  const closed = new Promise<number>((resolve) => socket.on('close', resolve))
  socket.on('error', () => undefined)
  const sendText = async (text: string) => {
    await opened
    socket.send(text)
  }
  return {
    socket,
    frames,
    opened,
    closed,
    sendText,
    send: (frame: object) => sendText(JSON.stringify(frame)),
    subscribe: (...topics: string[]) =>
      sendText(JSON.stringify({ method: 'subscribe', channel: 'DATA', topics })),
    /** The first frame, of those that came and those to come, that is as wanted. */
    frame: (isWanted: (frame: StreamFrame) => boolean) =>
      new Promise<StreamFrame>((resolve) => {
        const look = () => {
          const found = frames.find(isWanted)
          if (!found) return
          waiting.delete(look)
          resolve(found)
        }
        waiting.add(look)
        look()
      }),
    topics: () => frames.flatMap(({ topic }) => (typeof topic === 'string' ? [topic] : [])),
  }
}

export const isAck = (frame: StreamFrame) => frame['status'] !== undefined
export const isOf = (topic: string) => (frame: StreamFrame) => frame['topic'] === topic
