import type { IncomingMessage } from 'node:http'
import type { Channel } from './audience.ts'
import { makeConnectionLimit } from './connection-limit.ts'
import type { Problem } from './problem.ts'
import { makeTokenCheck } from './token.ts'

/** Who is let in. */
export interface AdmissionSettings {
  /** What a client must bear; undefined lets everybody in. */
  readonly wsAuthToken: string | undefined
  /** Most sockets of one address, over all channels. */
  readonly wsMaxConnectionsPerIp: number
}

/** A request that may become a socket. */
export interface Admitted {
  readonly channel: Channel
  /** Gives its place under the limit back; must be called once the connection has ended. */
  readonly free: () => void
}

/** An IPv4 address looks the same whether the server listens on IPv4 or on both. */
const addressOf = (request: IncomingMessage) => (request.socket.remoteAddress ?? '').replace(/^::ffff:/, '')

/** The address asked for; undefined for text that is none. */
const targetOf = ({ url = '' }: IncomingMessage): URL | undefined =>
  URL.canParse(url, 'ws://localhost') ? new URL(url, 'ws://localhost') : undefined

const noToken: Problem = { status: 401, detail: 'The token is missing or wrong.' }

/** Makes the check that a request passes before it becomes a socket: which of the channels it asks for, its token, its address. */
export function makeAdmission(
  { wsAuthToken, wsMaxConnectionsPerIp: most }: AdmissionSettings,
  channels: readonly Channel[],
) {
  const noChannel: Problem = {
    status: 404,
    detail: `The channels are ${channels.map((name) => `/ws/${name}`).join(', ')}.`,
  }
  const limit = makeConnectionLimit(most)
  const bearsToken = makeTokenCheck(wsAuthToken)
  const full: Problem = { status: 429, detail: `At most ${most} connections from one address at a time.` }

  return (request: IncomingMessage): Admitted | Problem => {
    const target = targetOf(request)
    const path = target?.pathname.replace(/%3a/i, ':')
    const channel = channels.find((name) => path === `/ws/${name}`)
    if (!target || !channel) return noChannel
    if (!bearsToken(request, target.searchParams)) return noToken
    const free = limit.take(addressOf(request))
    return free ? { channel, free } : full
  }
}
