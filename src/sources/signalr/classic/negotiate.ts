import type { AccessTokens } from './access-token.ts'
import { isRefused, request } from './request.ts'
import { signalrUrl } from './signalr-url.ts'
import { SsiError } from './ssi-error.ts'

/** The newest version of the protocol that is spoken here. */
const PROTOCOL = '1.5'

/** What every request of a connection needs. */
export interface HubAccess {
  readonly streamUrl: string
  readonly tokens: AccessTokens
}

/** What the server laid down for one connection. */
export interface Negotiated {
  /** The access token; a connection belongs to the one it was negotiated with. */
  readonly token: string
  readonly connectionToken: string
  readonly clientProtocol: string
  /** Silence after which the connection counts as lost, ms; `undefined`: the server keeps nothing alive. */
  readonly keepAliveTimeout: number | undefined
  /** Time for connect, first frame and start together, ms. */
  readonly connectTimeout: number
}

/** The first step of a connection. A refused access token is forgotten, so that the next try asks for another. */
export async function negotiate({ streamUrl, tokens }: HubAccess, signal: AbortSignal): Promise<Negotiated> {
  const token = await tokens.get()
  const url = signalrUrl(streamUrl, 'negotiate', { clientProtocol: PROTOCOL })
  const answer = await request({ what: 'negotiate', url, token, signal })
  if (isRefused(answer)) tokens.refuse(token)
  const { ConnectionToken: connectionToken, ProtocolVersion, TryWebSockets, ...timeouts } = answer.body ?? {}
  if (typeof connectionToken !== 'string') {
    throw new SsiError(`negotiate failed with status ${answer.status} and no connection token.`)
  }
  if (TryWebSockets === false) throw new SsiError('The stream server takes no WebSocket at the moment.')
  return {
    token,
    connectionToken,
    clientProtocol: typeof ProtocolVersion === 'string' ? ProtocolVersion : PROTOCOL,
    keepAliveTimeout: milliseconds(timeouts['KeepAliveTimeout']),
    connectTimeout: milliseconds(timeouts['TransportConnectTimeout']) ?? 5000,
  }
}

/** The server gives seconds, as fractions, or null. */
const milliseconds = (seconds: unknown): number | undefined =>
  typeof seconds === 'number' && seconds > 0 ? seconds * 1000 : undefined
