import { fieldsIn } from './fields-in.ts'

/** The answer to negotiate. */
export interface HubNegotiation {
  readonly Url: string
  readonly ConnectionToken: string
  readonly ConnectionId: string
  readonly KeepAliveTimeout: number
  readonly DisconnectTimeout: number
  readonly ConnectionTimeout: number
  readonly TryWebSockets: boolean
  readonly ProtocolVersion: string
  readonly TransportConnectTimeout: number
  readonly LongPollDelay: number
}

/** What a negotiation is made of. */
export interface NegotiationParts {
  readonly connectionToken: string
  readonly id: string
  readonly clientProtocol: string | null
  /** ms */
  readonly disconnectTimeout: number
}

/** The versions of the protocol that classic servers take; others are clamped, and 1.2 is meant where none is named. */
const OLDEST = 1.2
const NEWEST = 2

/** The answer to negotiate: times in seconds, two keep-alives fit into the silence that is allowed. */
export function negotiation({ connectionToken, id, clientProtocol, disconnectTimeout }: NegotiationParts) {
  const asked = Number.parseFloat(clientProtocol ?? '') || OLDEST
  return {
    Url: '/v2.0/signalr',
    ConnectionToken: connectionToken,
    ConnectionId: id,
    KeepAliveTimeout: ((disconnectTimeout / 3) * 2) / 1000,
    DisconnectTimeout: disconnectTimeout / 1000,
    ConnectionTimeout: 110,
    TryWebSockets: true,
    ProtocolVersion: Math.min(Math.max(asked, OLDEST), NEWEST).toFixed(1),
    TransportConnectTimeout: 5,
    LongPollDelay: 0,
  } satisfies HubNegotiation
}

/** A call of a client. */
export interface Call {
  /** As the client gave it; goes back as text. */
  readonly id: string
  /** Of the hub, in lower case, and of its method. */
  readonly hub: string
  readonly method: string
  readonly argument: string
}

/** The call in a frame of a client; `undefined` when the frame is something else. */
export function callIn(text: string): Call | undefined {
  const { H: hub, M: method, A, I } = fieldsIn(text)
  if (typeof hub !== 'string' || typeof method !== 'string') return undefined
  const args: readonly unknown[] = Array.isArray(A) ? A : []
  return {
    id: typeof I === 'number' || typeof I === 'string' ? String(I) : '',
    hub: hub.toLowerCase(),
    method,
    argument: typeof args[0] === 'string' ? args[0] : '',
  }
}

/** The result of a call that returns nothing. */
export const invoked = ({ id }: Call): string => JSON.stringify({ I: id })

/** The result of a call that there is not. */
export const failed = ({ id, hub, method }: Call): string =>
  JSON.stringify({ I: id, E: `There was an error invoking Hub method '${hub}.${method}'.` })

/** A call of the hub, ready for a frame: one argument, a text. */
export const hubCall = (hub: string, method: string, argument: string): string =>
  `{"H":"${hub}","M":"${method}","A":[${JSON.stringify(argument)}]}`
