import type { Subscription } from 'rxjs'
import { WebSocket } from 'ws'
import { type FastConnectOptions, fastConnectServer } from '../../../src/exchange/wire/fast-connect-server.ts'
import { smallExchange } from './small-exchange.ts'

const running: Subscription[] = []

/** Serves an exchange on a free port, till `stopServing`. */
export function serve(options: Partial<FastConnectOptions> = {}): Promise<string> {
  const all = {
    exchange: smallExchange(),
    speed: 1,
    run: 'test',
    seed: 1,
    port: 0,
    now: Date.now,
    ...options,
  }
  return new Promise((resolve, reject) => {
    running.push(fastConnectServer(all).subscribe({ next: ({ address }) => resolve(address), error: reject }))
  })
}

/** Closes every server. */
export function stopServing() {
  for (const server of running.splice(0)) server.unsubscribe()
}

/** A token, and the answer that held it. */
export async function tokenOf(address: string, credentials = { consumerID: 'id', consumerSecret: 'secret' }) {
  const response = await fetch(`${address}/api/v2/Market/AccessToken`, {
    method: 'POST',
    body: JSON.stringify(credentials),
  })
  const body = (await response.json()) as {
    status: number
    message: string
    data: { accessToken: string } | null
  }
  return { response, body, token: body.data?.accessToken ?? '' }
}

export const bearer = (token: string) => ({ Authorization: `Bearer ${token}` })

export const encodedHubs = encodeURIComponent('[{"name":"FcMarketDataV2Hub"}]')

/** Negotiates; gives the query of the requests that follow. */
export async function negotiate(address: string, token: string) {
  const url = `${address}/v2.0/signalr/negotiate?clientProtocol=1.5&connectionData=${encodedHubs}`
  const answer = (await (await fetch(url, { headers: bearer(token) })).json()) as Record<string, unknown>
  const query = `transport=webSockets&clientProtocol=1.5&connectionToken=${encodeURIComponent(String(answer['ConnectionToken']))}&connectionData=${encodedHubs}`
  return { answer, query }
}

/** A frame of the hub. */
interface HubFrame {
  readonly C?: string
  readonly S?: number
  readonly I?: string
  readonly E?: string
  readonly M?: readonly { readonly H: string; readonly M: string; readonly A: readonly string[] }[]
}

/** A bare client of the hub: keeps what comes. */
export function openHub(address: string, path: string, token: string) {
  const socket = new WebSocket(`${address.replace('http', 'ws')}/v2.0/signalr/${path}`, {
    headers: bearer(token),
  })
  const frames: HubFrame[] = []
  socket.on('message', (data: Buffer) => frames.push(JSON.parse(data.toString()) as HubFrame))
  const closed = new Promise<number>((resolve) => socket.on('close', resolve))
  const refused = new Promise<number>((resolve) =>
    socket.on('unexpected-response', (request, response) => {
      resolve(response.statusCode ?? 0)
      request.destroy()
    }),
  )
  socket.on('error', () => undefined)
  return {
    socket,
    frames,
    closed,
    refused,
    call: (M: string, argument: string, I: string | number = 0) =>
      socket.send(JSON.stringify({ H: 'fcmarketdatav2hub', M, A: [argument], I })),
    calls: () => frames.flatMap(({ M = [] }) => M),
    /** The messages so far, by type and key. */
    told: () =>
      frames
        .flatMap(({ M = [] }) => M)
        .filter(({ M }) => M === 'Broadcast')
        .map(({ A }) => JSON.parse(A[0] ?? '') as { DataType: string; Content: string })
        .map(({ DataType, Content }) => {
          const { Symbol: symbol, IndexId } = JSON.parse(Content) as { Symbol?: string; IndexId?: string }
          return `${DataType} ${symbol ?? IndexId ?? ''}`
        }),
  }
}
