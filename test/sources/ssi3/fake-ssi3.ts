import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'

/** A request as a test sees it. */
interface Asked {
  readonly name: string
  readonly url: string
  readonly query: URLSearchParams
  readonly headers: IncomingMessage['headers']
  readonly body: Record<string, unknown>
  /** Which of this name it is, from 1 on. */
  readonly nth: number
}

/** What a test answers itself; `undefined` for the answer that all is well, `lost` for none: the line is cut. */
export type Script = (
  asked: Asked,
) =>
  | { readonly status?: number; readonly body?: unknown; readonly headers?: Record<string, string> }
  | 'lost'
  | undefined

/** What a test does with a frame of the client's itself; `undefined` for the answer that all is well. */
export type Dialogue = (
  frame: { readonly method: string; readonly channel: string; readonly topics: readonly string[] },
  socket: WebSocket,
) => true | undefined

const MINUTE = 60_000

/** A token that ends at an instant, ms. */
const jwt = (expiresAt: number, name: string) =>
  [{ alg: 'none' }, { exp: Math.floor(expiresAt / 1000), name }, 'signature']
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')

/** The answer to a login or a refresh: tokens that are told apart by a name. */
export const grant = (name: string, life = 15 * MINUTE, refreshLife = 8 * 60 * MINUTE) => ({
  accessToken: jwt(Date.now() + life, name),
  tokenType: 'Bearer',
  expiresAt: Math.floor((Date.now() + life) / 1000),
  refreshToken: `refresh-of-${name}`,
  refreshExpiresAt: Math.floor((Date.now() + refreshLife) / 1000),
})

const row = (symbol: string, board: string) => ({ symbol, board, symbolNameVi: symbol })

const boards: Readonly<Record<string, readonly object[]>> = {
  HOSE: [row('FPT', 'HOSE'), row('SSI', 'HOSE')],
  HNX: [row('CEO', 'HNX')],
  UPCOM: [row('BSR', 'UPCOM')],
  DERIVATIVES: [row('41I1GC000', 'DERIVATIVES')],
}

const answers: Readonly<Record<string, (asked: Asked) => unknown>> = {
  token: ({ nth }) => grant(`login-${nth}`),
  refresh: ({ nth }) => ({ data: grant(`refresh-${nth}`) }),
  requestOtp: () => ({ message: 'Approve it', transactionId: 'transaction-1' }),
  securitiesByBoard: ({ query }) =>
    query.has('index') ? boards['HOSE'] : (boards[query.get('board') ?? ''] ?? { code: 204 }),
  masterdata: ({ query }) => ({
    pageIndex: 1,
    pageSize: 1000,
    pagesCount: 1,
    itemsCount: 1,
    data: [
      {
        symbol: 'FPT',
        board: 'HOSE',
        tradingDate: query.get('to'),
        ceiling: '105300',
        floor: '91700',
        refPrice: '98500',
      },
    ],
  }),
}

const healthy = (asked: Asked): unknown => answers[asked.name]?.(asked) ?? { code: 404 }

/** A server that plays SSI's v3 part as a test wants it, where a healthy exchange would not. */
export async function fakeSsi3(script: Script = () => undefined, dialogue: Dialogue = () => undefined) {
  const requests: Asked[] = []
  const sockets: WebSocket[] = []
  /** Every frame that clients sent, in order. */
  const frames: string[] = []
  const nth = (name: string) => requests.filter((request) => request.name === name).length

  function take(request: IncomingMessage, text = '') {
    const url = new URL(request.url ?? '', 'http://fake')
    const name = url.pathname.split('/').at(-1) ?? ''
    const asked: Asked = {
      name,
      url: request.url ?? '',
      query: url.searchParams,
      headers: request.headers,
      body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
      nth: nth(name) + 1,
    }
    requests.push(asked)
    return asked
  }
  async function respond(request: IncomingMessage, response: ServerResponse) {
    let text = ''
    for await (const chunk of request) text += String(chunk)
    const asked = take(request, text)
    const scripted = script(asked)
    if (scripted === 'lost') return request.socket.destroy()
    const { status = 200, body = healthy(asked), headers } = scripted ?? {}
    response.writeHead(status, headers)
    return response.end(typeof body === 'string' ? body : JSON.stringify(body))
  }

  const webSockets = new WebSocketServer({ noServer: true })
  const server = createServer((request, response) => void respond(request, response))
  server.on('upgrade', (request, socket, head) => {
    const scripted = script(take(request))
    if (typeof scripted === 'object' && scripted.status !== undefined) {
      const headers = Object.entries(scripted.headers ?? {}).map(([key, value]) => `${key}: ${value}\r\n`)
      return socket.end(`HTTP/1.1 ${scripted.status} No\r\n${headers.join('')}Content-Length: 0\r\n\r\n`)
    }
    return webSockets.handleUpgrade(request, socket, head, (opened) => {
      sockets.push(opened)
      if (scripted !== undefined && scripted !== 'lost') opened.send(JSON.stringify(scripted.body))
      opened.on('message', (data: Buffer) => {
        frames.push(data.toString())
        const frame = JSON.parse(data.toString()) as Parameters<Dialogue>[0]
        if (dialogue(frame, opened) === undefined) reply(frame, opened)
      })
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo

  return {
    address: `http://127.0.0.1:${port}`,
    requests,
    sockets,
    frames,
    nth,
    /** Topics that were asked for, frame by frame. */
    subscribed: () =>
      frames
        .map((text) => JSON.parse(text) as Parameters<Dialogue>[0])
        .filter(({ method }) => method === 'subscribe')
        .map(({ topics }) => topics),
    open: () => sockets.filter((socket) => socket.readyState === socket.OPEN).length,
    /** Sends a frame over every open socket. */
    say: (frame: unknown) => {
      const text = typeof frame === 'string' ? frame : JSON.stringify(frame)
      for (const socket of sockets) if (socket.readyState === socket.OPEN) socket.send(text)
    },
    close() {
      for (const socket of sockets) socket.terminate()
      server.closeAllConnections()
      server.close()
    },
  }
}

/** What a healthy server says. */
function reply({ method, channel }: { method: string; channel: string }, socket: WebSocket) {
  if (method === 'ping_pong')
    socket.send('{"method":"PING_PONG","channel":"HEARTBEAT","status":"ok","message":"pong"}')
  if (method === 'subscribe')
    socket.send(JSON.stringify({ method, channel, status: 'ok', message: 'subscribed' }))
}
