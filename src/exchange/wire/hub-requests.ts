import type { Access } from './access.ts'
import type { Hub, Refusal } from './hub.ts'
import type { HubConnection } from './hub-connection.ts'

/** A SignalR request. */
export interface HubRequest {
  readonly verb: string
  readonly parameters: URLSearchParams
  readonly authorization: string | undefined
}

/** An answer: JSON, or plain text for an error. */
export interface HubAnswer {
  readonly status: number
  readonly body: object | string
}

const REFUSED: Readonly<Record<Refusal | 401, HubAnswer>> = {
  400: { status: 400, body: 'Protocol error: The connectionToken is missing or not known.' },
  401: { status: 401, body: 'Unauthorized' },
  403: { status: 403, body: 'Forbidden: unrecognized user identity.' },
}

/** Who asks and for which connection, or how that is refused. */
export function connectionOf(
  { parameters, authorization }: HubRequest,
  hub: Hub,
  access: Access,
): HubConnection | HubAnswer {
  const identity = access.identify(authorization)
  if (identity.kind !== 'known') return REFUSED[401]
  const found = hub.find(parameters.get('connectionToken'), identity.consumer)
  return typeof found === 'number' ? REFUSED[found] : found
}

/** Answers the requests that need no WebSocket: negotiate, start, ping, abort. */
export function hubRequests(hub: Hub, access: Access): (request: HubRequest) => HubAnswer {
  return (request) => {
    const identity = access.identify(request.authorization)
    if (identity.kind !== 'known') return REFUSED[401]
    switch (request.verb) {
      case 'negotiate':
        return {
          status: 200,
          body: hub.negotiate(identity.consumer, request.parameters.get('clientProtocol')),
        }
      case 'ping':
        return { status: 200, body: { Response: 'pong' } }
      case 'start':
      case 'abort':
        return aboutConnection(request, hub, access)
      default:
        return { status: 404, body: 'Not found' }
    }
  }
}

function aboutConnection(request: HubRequest, hub: Hub, access: Access): HubAnswer {
  const connection = connectionOf(request, hub, access)
  if ('status' in connection) return connection
  if (request.verb === 'start') return { status: 200, body: { Response: 'started' } }
  hub.abort(connection)
  return { status: 200, body: '' }
}
