import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'

/** What a test answers itself; `undefined` for the answer that all is well. */
export type Script = (
  name: string,
  request: {
    readonly query: URLSearchParams
    readonly authorization: string | undefined
    readonly nth: number
  },
) =>
  | { readonly status?: number; readonly headers?: Readonly<Record<string, string>>; readonly body: unknown }
  | undefined

/** A token that ends at an instant, ms. */
export const jwt = (expiresAt: number, name = 'token') =>
  ['{}', JSON.stringify({ exp: expiresAt / 1000, name }), 'signature']
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.')

const HOUR = 3_600_000

const wellDone = (rows: unknown) => ({ data: rows, message: 'Success', status: 'Success', totalRecord: 1 })

const answers: Readonly<Record<string, () => unknown>> = {
  AccessToken: () => ({ message: 'Success', status: 200, data: { accessToken: jwt(Date.now() + HOUR) } }),
  Securities: () => wellDone([{ Market: 'HOSE', Symbol: 'SSI', StockName: 'SSI' }]),
  IndexComponents: () => wellDone([{ IndexCode: 'VN30', IndexComponent: [{ StockSymbol: 'SSI' }] }]),
  negotiate: () => ({
    ConnectionToken: 'aB+/c==',
    KeepAliveTimeout: null,
    TryWebSockets: true,
    ProtocolVersion: '1.4',
    TransportConnectTimeout: 2,
  }),
  start: () => ({ Response: 'started' }),
  abort: () => ({}),
}

/** A server that plays SSI's part as a test wants it, where a healthy exchange would not. */
export async function fakeSsi(script: Script = () => undefined) {
  /** Every request so far: its name, and its path with the query. */
  const requests: { name: string; url: string; authorization: string | undefined }[] = []
  const sockets: WebSocket[] = []
  /** What was asked of SwitchChannels, in order. */
  const switched: string[] = []
  const isHealthy = { init: true, results: true }
  const nth = (name: string) => requests.filter((request) => request.name === name).length

  function answer(request: IncomingMessage) {
    const url = new URL(request.url ?? '', 'http://fake')
    const name = url.pathname.split('/').at(-1) ?? ''
    const { authorization } = request.headers
    requests.push({ name, url: request.url ?? '', authorization })
    return { name, scripted: script(name, { query: url.searchParams, authorization, nth: nth(name) }) }
  }
  function respond(request: IncomingMessage, response: ServerResponse) {
    const { name, scripted = { body: answers[name]?.() } } = answer(request)
    response.writeHead(scripted.status ?? 200, scripted.headers)
    response.end(typeof scripted.body === 'string' ? scripted.body : JSON.stringify(scripted.body))
  }

  const webSockets = new WebSocketServer({ noServer: true })
  const server = createServer(respond)
  server.on('upgrade', (request, socket, head) => {
    const { name, scripted } = answer(request)
    if (scripted) {
      const headers = Object.entries({ 'Content-Length': '0', ...scripted.headers })
      const lines = headers.map(([key, value]) => `${key}: ${value}\r\n`).join('')
      return socket.end(`HTTP/1.1 ${scripted.status} No\r\n${lines}\r\n`)
    }
    return webSockets.handleUpgrade(request, socket, head, (opened) => {
      sockets.push(opened)
      if (name === 'connect' && isHealthy.init) opened.send('{"C":"d-1,0","S":1,"M":[]}')
      opened.on('message', (data: Buffer) => {
        const { A, I } = JSON.parse(data.toString()) as { A: [string]; I: number }
        switched.push(A[0])
        if (isHealthy.results) opened.send(JSON.stringify({ I: String(I) }))
      })
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo

  return {
    address: `http://127.0.0.1:${port}`,
    requests,
    switched,
    sockets,
    isHealthy,
    nth,
    /** Sends a frame over every open socket. */
    say: (frame: unknown) => {
      for (const socket of sockets) socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame))
    },
    close() {
      for (const socket of sockets) socket.terminate()
      server.closeAllConnections()
      server.close()
    },
  }
}

/** A frame with calls of the hub's. */
export const calls = (...calls: readonly (readonly [method: string, argument: unknown])[]) => ({
  C: 'd-1,1',
  M: calls.map(([M, argument]) => ({ H: 'FcMarketDataV2Hub', M, A: [argument] })),
})
