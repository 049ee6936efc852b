import type { IncomingHttpHeaders } from 'node:http'
import type { Answer } from './handler.ts'
import type { Hub } from './hub.ts'
import type { HubConnection } from './hub-connection.ts'

/** A SignalR request. */
export interface HubRequest {
  readonly verb: string
  readonly parameters: URLSearchParams
  readonly headers: IncomingHttpHeaders
}

const REFUSED: Readonly<Record<400 | 401 | 403, Answer>> = {
  400: { status: 400, body: 'Protocol error: The connectionToken is missing or not known.' },
  401: { status: 401, body: 'Unauthorized' },
  403: { status: 403, body: 'Forbidden: unrecognized user identity.' },
}

/** A connection, and the hub that it is of. */
export interface KnownConnection {
  readonly hub: Hub
  readonly connection: HubConnection
}

/** The connection that a request is about, or how it is refused. */
export function connectionOf(
  hubs: readonly Hub[],
  { parameters, headers }: HubRequest,
): KnownConnection | Answer {
  const token = parameters.get('connectionToken')
  const found = hubs
    .map((hub) => ({ hub, connection: hub.find(token) }))
    .find(({ connection }) => connection !== undefined)
  const asking = found ? [found.hub] : hubs
  const consumers = asking.map((hub) => consumerOf(hub, headers)).filter((consumer) => consumer !== undefined)
  if (consumers.length === 0) return REFUSED[401]
  if (!found?.connection) return REFUSED[400]
  const { hub, connection } = found
  return consumers.includes(connection.consumer) ? { hub, connection } : REFUSED[403]
}

function consumerOf({ kind }: Hub, { authorization }: IncomingHttpHeaders): string | undefined {
  const identity = kind.access.identify(authorization)
  return identity.kind === 'known' ? identity.consumer : undefined
}

/** The hub that a client names in its connection data: the first unless it names another. */
function namedHub(hubs: readonly Hub[], { parameters }: HubRequest): Hub | undefined {
  const named = (parameters.get('connectionData') ?? '').toLowerCase()
  return hubs.find(({ kind }) => named.includes(`"${kind.name.toLowerCase()}"`)) ?? hubs[0]
}

/** Answers the requests that need no WebSocket: negotiate, start, ping, abort. */
export function hubRequests(hubs: readonly Hub[]): (request: HubRequest) => Answer {
  return (request) => {
    switch (request.verb) {
      case 'negotiate':
        return negotiate(namedHub(hubs, request), request)
      case 'start':
      case 'abort':
        return aboutConnection(hubs, request)
      default:
        return simple(hubs, request)
    }
  }
}

function negotiate(hub: Hub | undefined, { parameters, headers }: HubRequest): Answer {
  const consumer = hub && consumerOf(hub, headers)
  if (!hub || consumer === undefined) return REFUSED[401]
  return { status: 200, body: hub.negotiate(consumer, parameters.get('clientProtocol')) }
}

function simple(hubs: readonly Hub[], { verb, headers }: HubRequest): Answer {
  if (!hubs.some((hub) => consumerOf(hub, headers) !== undefined)) return REFUSED[401]
  return verb === 'ping' ? { status: 200, body: { Response: 'pong' } } : { status: 404, body: 'Not found' }
}

function aboutConnection(hubs: readonly Hub[], request: HubRequest): Answer {
  const known = connectionOf(hubs, request)
  if ('status' in known) return known
  if (request.verb === 'start') return { status: 200, body: { Response: 'started' } }
  known.hub.abort(known.connection)
  return { status: 200, body: '' }
}
