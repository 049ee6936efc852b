import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { Observable } from 'rxjs'
import { type Answer, type Handler, pathOf, refuseUpgrade } from './handler.ts'

/** A server that listens. */
export interface Serving {
  /** `http://127.0.0.1:41234`, base of both the REST and the stream host. */
  readonly address: string
  readonly port: number
}

/** What is served, and where. */
export interface ListeningParts {
  readonly port: number
  readonly host: string
  /** The first that knows a path has it. */
  readonly handlers: readonly Handler[]
  /** Sent with every answer to a plain request. */
  readonly headers: () => Readonly<Record<string, string>>
  /** Told of each connection that is about to become a stream. */
  readonly onUpgrade?: (connection: Duplex) => void
}

/** Listens while subscribed to; emits once when it does. Errs when it cannot. */
export function listening(parts: ListeningParts): Observable<Serving> {
  const { port, host, handlers, headers } = parts
  return new Observable((subscriber) => {
    const server = createServer(requests(handlers, headers))
    server.on('upgrade', upgrades(parts))
    server.on('error', (error) => subscriber.error(error))
    server.listen(port, host, () => subscriber.next(servingOf(server, host)))
    return () => {
      for (const { close } of handlers) close?.()
      server.close()
      server.closeAllConnections()
    }
  })
}

function servingOf(server: Server, host: string): Serving {
  const { port } = server.address() as AddressInfo
  return { address: `http://${host.includes(':') ? `[${host}]` : host}:${port}`, port }
}

const NOT_FOUND: Answer = { status: 404, body: 'Not found' }
const BAD: Answer = { status: 400, body: 'Bad request' }

async function answerOf(handlers: readonly Handler[], request: IncomingMessage): Promise<Answer> {
  const path = pathOf(request.url)
  return (await handlers.find(({ matches }) => matches(path))?.request(request)) ?? NOT_FOUND
}

function requests(handlers: readonly Handler[], headers: ListeningParts['headers']) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    answerOf(handlers, request).then(
      (answer) => send(response, answer, headers()),
      () => send(response, BAD, headers()),
    )
  }
}

function upgrades({ handlers, onUpgrade }: ListeningParts) {
  return (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    socket.on('error', () => socket.destroy())
    onUpgrade?.(socket)
    const path = pathOf(request.url)
    const upgrade = handlers.find(({ matches }) => matches(path))?.upgrade
    if (upgrade) {
      upgrade(request, socket, head)
      return
    }
    answerOf(handlers, request).then(
      (answer) => refuseUpgrade(socket, answer),
      () => refuseUpgrade(socket, BAD),
    )
  }
}

function send(
  response: ServerResponse,
  { status, body, headers: own }: Answer,
  headers: Readonly<Record<string, string>>,
): void {
  const type = typeof body === 'string' ? 'text/plain' : 'application/json'
  response.writeHead(status, { ...headers, 'Content-Type': `${type}; charset=utf-8`, ...own })
  response.end(typeof body === 'string' ? body : JSON.stringify(body))
}
