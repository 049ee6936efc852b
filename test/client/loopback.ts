import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'

/** A server of the client's paths that says what a test wants. */
export interface Loopback {
  readonly url: string
  readonly port: number
  /** Paths of the WebSockets opened so far, with their queries. */
  readonly opened: string[]
  /** Paths asked for over HTTP so far, with their queries. */
  readonly asked: string[]
  /** Open sockets of a path. */
  clients(path: string): readonly WebSocket[]
  /** Sends one value to all sockets of a path. */
  send(path: string, value: unknown): void
  /** Ends everything, without a good-bye. */
  stop(): Promise<void>
}

/** What the server says by itself. */
export interface LoopbackOptions {
  readonly port?: number
  /** Sent to each socket that opens: per path, a list of values. */
  readonly greetings?: Readonly<Record<string, readonly unknown[]>>
  /** Answers over HTTP by path without its query; `undefined` is a 404. */
  readonly answer?: (path: string, request: IncomingMessage) => unknown
  /** Files by path without its query; what is no file is answered by `answer`. */
  readonly file?: (path: string) => { readonly type: string; readonly body: Buffer } | undefined
  /** Answers WebSocket upgrades; true by default. */
  readonly sockets?: boolean
}

/** Starts a server on 127.0.0.1. */
export async function loopback(options: LoopbackOptions = {}): Promise<Loopback> {
  const opened: string[] = []
  const asked: string[] = []
  const byPath = new Map<string, Set<WebSocket>>()
  const links = new Set<Socket>()
  const sockets = new WebSocketServer({ noServer: true })
  const pathOf = (request: IncomingMessage) => (request.url ?? '/').split('?')[0]!

  const server = createServer((request, response) => {
    const file = options.file?.(pathOf(request))
    if (file) {
      response.writeHead(200, { 'content-type': file.type }).end(file.body)
      return
    }
    asked.push(request.url ?? '/')
    const body = options.answer?.(pathOf(request), request)
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json' })
    response.end(typeof body === 'string' ? body : JSON.stringify(body ?? {}))
  })
  server.on('connection', (link) => {
    links.add(link)
    link.once('close', () => links.delete(link))
  })
  server.on('upgrade', (request, link, head) => {
    if (options.sockets === false) {
      link.destroy()
      return
    }
    sockets.handleUpgrade(request, link, head, (socket) => {
      const path = pathOf(request)
      opened.push(request.url ?? '/')
      const clients = byPath.get(path) ?? new Set()
      byPath.set(path, clients.add(socket))
      socket.once('close', () => clients.delete(socket))
      for (const value of options.greetings?.[path] ?? []) socket.send(JSON.stringify(value))
    })
  })
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    opened,
    asked,
    clients: (path) => [...(byPath.get(path) ?? [])],
    send(path, value) {
      for (const socket of byPath.get(path) ?? []) socket.send(JSON.stringify(value))
    },
    async stop() {
      for (const link of links) link.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
