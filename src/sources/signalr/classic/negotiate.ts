import { isRefused, request } from '../../session/request.ts'
import { SessionError } from '../../session/session-error.ts'
import type { SignalrOptions } from '../protocol.ts'
import { classicUrl } from './classic-url.ts'

/** The newest version of the protocol that is spoken here. */
const PROTOCOL = '1.5'

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

/** The first step of a connection. A refused access token is forgotten. */
export async function negotiate(
  { url, hub, tokens }: SignalrOptions,
  signal: AbortSignal,
): Promise<Negotiated> {
  const token = await tokens.get()
  const address = classicUrl(url, 'negotiate', { hub, clientProtocol: PROTOCOL })
  const answer = await request({ what: 'negotiate', url: address, token, signal })
  if (isRefused(answer)) tokens.refuse(token)
  const { ConnectionToken: connectionToken, ProtocolVersion, TryWebSockets, ...timeouts } = answer.body ?? {}
  if (timeouts['negotiateVersion'] !== undefined) {
    throw new SessionError('The server speaks SignalR Core, and not the classic SignalR.', { terminal: true })
  }
  if (typeof connectionToken !== 'string') {
    const { status, retryAfter } = answer
    throw new SessionError(`negotiate failed with status ${status} and no connection token.`, { retryAfter })
  }
  if (TryWebSockets === false) throw new SessionError('The stream server takes no WebSocket at the moment.')
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
