import type { IncomingMessage } from 'node:http'
import type { Channel } from './audience.ts'
import { makeClientAddress } from './client-address.ts'
import { makeConnectionLimit } from './connection-limit.ts'
import type { Problem } from './problem.ts'
import type { Tickets } from './socket/tickets.ts'
import { bearerTokens, makeRoleOf, type Role, type Tokens } from './token.ts'

/** Who is let in. */
export interface AdmissionSettings {
  /** What a client must bear one of; none at all lets everybody in. */
  readonly tokens: Tokens
  /** Addresses and networks of proxies whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[]
  /** Origins beside the server's own whose pages may open sockets. */
  readonly corsOrigins: readonly string[]
  /** Most sockets of one address, over all channels. */
  readonly wsMaxConnectionsPerIp: number
}

/** A request that may become a socket. */
export interface Admitted {
  /** Undefined for the socket of all channels. */
  readonly channel: Channel | undefined
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

/** Makes the check of who asks: by token or by ticket. */
function makeDoor(tokens: Tokens, { redeem }: Pick<Tickets, 'redeem'>) {
  const roleOf = makeRoleOf(tokens)
  return (request: IncomingMessage, query: URLSearchParams): Role | undefined => {
    const ticket = query.get('ticket')
    return (ticket === null ? undefined : redeem(ticket)) ?? roleOf(offeredTokens(request, query))
  }
}

/** A page may open a socket to any server that its reader's browser reaches, so the server has to ask whose page it is. */
function makeOriginCheck(origins: readonly string[]) {
  const allowed = new Set(origins)
  return ({ headers: { origin, host } }: IncomingMessage): boolean =>
    origin === undefined || allowed.has(origin) || (URL.canParse(origin) && new URL(origin).host === host)
}

const noToken: Problem = { status: 401, detail: 'The token is missing or wrong.' }
const noOrigin: Problem = {
  status: 403,
  detail: 'Pages of this origin may not open sockets. CORS_ORIGINS names those that may.',
}

/**
 * Makes the check that a request passes before it becomes a socket: which of the channels it asks for, whose page it comes from, how many its
 * address has, and what it bears.
 */
export function makeAdmission(
  { tokens, trustedProxies, corsOrigins, wsMaxConnectionsPerIp: most }: AdmissionSettings,
  channels: readonly Channel[],
  tickets: Pick<Tickets, 'redeem'>,
) {
  const noChannel: Problem = {
    status: 404,
    detail: `The channels are ${channels.map((name) => `/ws/${name}`).join(', ')}, and all at /ws.`,
  }
  const full: Problem = { status: 429, detail: `At most ${most} connections from one address at a time.` }
  const limit = makeConnectionLimit(most)
  const roleOf = makeDoor(tokens, tickets)
  const addressOf = makeClientAddress(trustedProxies)
  const isOfGoodOrigin = makeOriginCheck(corsOrigins)

  return (request: IncomingMessage): Admitted | Problem => {
    const target = targetOf(request)
    const path = target?.pathname.replace(/%3a/i, ':')
    const channel = channels.find((name) => path === `/ws/${name}`)
    if (!target || (channel === undefined && path !== '/ws')) return noChannel
    if (!isOfGoodOrigin(request)) return noOrigin
    const free = limit.take(addressOf(request))
    if (!free) return full
    if (roleOf(request, target.searchParams)) return { channel, free }
    free()
    return noToken
  }
}
