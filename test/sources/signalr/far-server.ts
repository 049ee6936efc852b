import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'
import type { FarRefusal, FarRequest } from './far-hub.ts'

/** What one protocol has of its own. */
export interface FarProtocol {
  readonly answers: Readonly<Record<string, () => unknown>>
  readonly onSocket: (socket: WebSocket) => void
}

/** The HTTP and the sockets of a far hub: notes every request, refuses what a test wants refused. */
export async function farServer({ answers, onSocket }: FarProtocol) {
  const requests: FarRequest[] = []
  const refused = new Map<string, FarRefusal>()
  const sockets = new Set<WebSocket>()

  function note({ url = '', method, headers: { authorization } }: IncomingMessage) {
    const step = url.split('?')[0]?.split('/').at(-1) ?? ''
    requests.push({ step, url, method, authorization })
    return { step, refusal: refused.get(step) }
  }
  function respond(request: IncomingMessage, response: ServerResponse) {
    const { step, refusal } = note(request)
    if (refusal) return response.writeHead(refusal.status, refusal.headers).end('no')
    const answer = answers[step]?.()
    response.writeHead(answer === undefined ? 404 : 200)
    return response.end(typeof answer === 'string' ? answer : JSON.stringify(answer))
  }
  const webSockets = new WebSocketServer({ noServer: true })
  const server = createServer(respond)
  server.on('upgrade', (request, socket, head) => {
    const { refusal } = note(request)
    if (refusal) {
      const headers = Object.entries({ 'Content-Length': '0', ...refusal.headers })
      const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')
      return socket.end(`HTTP/1.1 ${refusal.status} No\r\n${lines}\r\n`)
    }
    return webSockets.handleUpgrade(request, socket, head, (opened) => {
      sockets.add(opened)
      opened.on('close', () => sockets.delete(opened))
      onSocket(opened)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    refused,
    connections: () => sockets.size,
    send: (text: string) => {
      for (const socket of sockets) socket.send(text)
    },
    drop(code?: number) {
      for (const socket of sockets) {
        if (code === undefined) socket.terminate()
        else socket.close(code)
      }
    },
    close() {
      for (const socket of sockets) socket.terminate()
      server.closeAllConnections()
      server.close()
    },
  }
}
