import type { IncomingMessage } from 'node:http'
import type { Channel } from './audience.ts'
import { makeClientAddress } from './client-address.ts'
import { makeConnectionLimit } from './connection-limit.ts'
import type { Problem } from './problem.ts'
import { bearerTokens, makeRoleOf, type Role, type Tokens } from './token.ts'

/** Who is let in. */
export interface AdmissionSettings {
  /** What a client must bear one of; none at all lets everybody in. */
  readonly tokens: Tokens
  /** Addresses and networks of proxies whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[]
  /** Most sockets of one address, over all channels. */
  readonly wsMaxConnectionsPerIp: number
}

/** A request that may become a socket. */
export interface Admitted {
  readonly channel: Channel
  /** What the client may do. */
  readonly role: Role
  /** Gives its place under the limit back; must be called once the connection has ended. */
  readonly free: () => void
}

/** The address asked for; undefined for text that is none. */
const targetOf = ({ url = '' }: IncomingMessage): URL | undefined =>
  URL.canParse(url, 'ws://localhost') ? new URL(url, 'ws://localhost') : undefined

/** The tokens that a request offers: `Authorization: Bearer`, each of `Sec-WebSocket-Protocol`, or `?token=`. */
function offeredTokens(request: IncomingMessage, query: URLSearchParams): readonly string[] {
  const protocols = request.headers['sec-websocket-protocol']?.split(',') ?? []
  return [...bearerTokens(request), ...protocols.map((name) => name.trim()), ...query.getAll('token')]
}

const noToken: Problem = { status: 401, detail: 'The token is missing or wrong.' }

/** Makes the check that a request passes before it becomes a socket: which of the channels it asks for, its token, its address. */
export function makeAdmission(
  { tokens, trustedProxies, wsMaxConnectionsPerIp: most }: AdmissionSettings,
  channels: readonly Channel[],
) {
  const noChannel: Problem = {
    status: 404,
    detail: `The channels are ${channels.map((name) => `/ws/${name}`).join(', ')}.`,
  }
  const limit = makeConnectionLimit(most)
  const roleOf = makeRoleOf(tokens)
  const addressOf = makeClientAddress(trustedProxies)
  const full: Problem = { status: 429, detail: `At most ${most} connections from one address at a time.` }

  return (request: IncomingMessage): Admitted | Problem => {
    const target = targetOf(request)
    const path = target?.pathname.replace(/%3a/i, ':')
    const channel = channels.find((name) => path === `/ws/${name}`)
    if (!target || !channel) return noChannel
    const role = roleOf(offeredTokens(request, target.searchParams))
    if (!role) return noToken
    const free = limit.take(addressOf(request))
    return free ? { channel, role, free } : full
  }
}
