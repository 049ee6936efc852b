import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Observable } from 'rxjs'
import type { Access } from './access.ts'
import type { Hub } from './hub.ts'
import { type HubAnswer, hubRequests } from './hub-requests.ts'
import { hubSockets } from './hub-sockets.ts'
import { type RestAnswer, type RestRequest } from './rest/rest.ts'
import { bodyOf, routeOf } from './route.ts'

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
  readonly rest: (request: RestRequest) => RestAnswer
  readonly hub: Hub
  readonly access: Access
  /** Sent with every answer of REST. */
  readonly headers: Readonly<Record<string, string>>
}

/** Listens while subscribed to; emits once when it does. Errs when it cannot. */
export function listening(parts: ListeningParts): Observable<Serving> {
  const { port, host, hub, access } = parts
  return new Observable((subscriber) => {
    const sockets = hubSockets(hub, access)
    const server = createServer(handler(parts))
    server.on('upgrade', sockets.upgrade)
    server.on('error', (error) => subscriber.error(error))
    server.listen(port, host, () => subscriber.next(servingOf(server, host)))
    return () => {
      sockets.close()
      server.close()
      server.closeAllConnections()
    }
  })
}

function servingOf(server: Server, host: string): Serving {
  const { port } = server.address() as AddressInfo
  return { address: `http://${host.includes(':') ? `[${host}]` : host}:${port}`, port }
}

function handler({ rest, hub, access, headers }: ListeningParts) {
  const hubAnswer = hubRequests(hub, access)

  const answer = async (request: IncomingMessage): Promise<HubAnswer> => {
    const { authorization } = request.headers
    const { kind, name, parameters } = routeOf(request.url)
    if (kind === 'hub') return hubAnswer({ verb: name, parameters, authorization })
    if (kind === 'none') return { status: 404, body: 'Not found' }
    return rest({
      method: request.method ?? 'GET',
      name,
      parameters,
      authorization,
      body: await bodyOf(request),
    })
  }
  return (request: IncomingMessage, response: ServerResponse): void => {
    answer(request).then(
      ({ status, body }) => send(response, { status, body }, headers),
      () => send(response, { status: 400, body: 'Bad request' }, headers),
    )
  }
}

function send(
  response: ServerResponse,
  { status, body }: HubAnswer,
  headers: Readonly<Record<string, string>>,
): void {
  const type = typeof body === 'string' ? 'text/plain' : 'application/json'
  response.writeHead(status, { ...headers, 'Content-Type': `${type}; charset=utf-8` })
  response.end(typeof body === 'string' ? body : JSON.stringify(body))
}
