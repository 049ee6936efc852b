import { type IncomingMessage, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Observable } from 'rxjs'
import { WebSocketServer } from 'ws'
import { type AdmissionSettings, makeAdmission } from './admission.ts'
import type { Channel } from './audience.ts'
import { heartbeat } from './heartbeat.ts'
import { type Problem, problemJson } from './problem.ts'
import { makeWelcome, type WelcomeParts } from './welcome.ts'

/** Largest message that a client may send, bytes. What it sends is read and ignored. */
const MAX_PAYLOAD = 64 * 1024

/** How sockets are let in and kept. */
export interface UpgradeSettings extends AdmissionSettings {
  /** From one ping to the next, ms. */
  readonly wsHeartbeatInterval: number
  /** Longest wait for a pong, ms. */
  readonly wsHeartbeatTimeout: number
}

/** What the upgrade joins. */
export interface UpgradeParts extends WelcomeParts {
  readonly settings: UpgradeSettings
}

/** Turns requests into sockets of the channels. */
export interface Upgrade {
  /** Answers a request to upgrade: with a socket of the channel, or with a problem and no socket. */
  readonly handle: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
  /** Keeps the sockets alive, and cuts the dead ones, while it is subscribed to. Never emits, never ends. */
  readonly heartbeat$: Observable<never>
  /** Says good-bye (1001) to every client, and lets nobody in any more. */
  readonly close: () => void
  /** Cuts every connection that is left. */
  readonly cut: () => void
}

const stopped: Problem = { status: 503, detail: 'The server stops.' }

/** Answers a request that does not become a socket. */
function refuse(socket: Duplex, problem: Problem): void {
  const body = JSON.stringify(problemJson(problem))
  const head = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? ''}`,
    'Connection: close',
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...(problem.status === 401 ? ['WWW-Authenticate: Bearer'] : []),
  ]
  // An HTTP socket stays half open until the other side ends too, which a hostile one never does.
  socket.once('finish', () => socket.destroy())
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}

/** Makes the upgrade. A socket's place under the limit lives as long as its TCP connection, so every end frees it. */
export function makeUpgrade({ settings, ...parts }: UpgradeParts): Upgrade {
  const server = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: MAX_PAYLOAD })
  const admit = makeAdmission(settings, Object.keys(parts.audiences) as Channel[])
  const welcome = makeWelcome(parts)
  const connections = new Set<Duplex>()
  let isOpen = true

  return {
    handle(request, socket, head) {
      socket.on('error', () => socket.destroy())
      if (socket.destroyed) return
      connections.add(socket)
      socket.once('close', () => connections.delete(socket))

      const admitted = isOpen ? admit(request) : stopped
      if ('status' in admitted) {
        refuse(socket, admitted)
        return
      }
      socket.once('close', admitted.free)
      server.handleUpgrade(request, socket, head, (client) => {
        welcome(client, admitted.channel)
      })
    },
    heartbeat$: heartbeat(server.clients, {
      every: settings.wsHeartbeatInterval,
      timeout: settings.wsHeartbeatTimeout,
    }),
    close() {
      isOpen = false
      for (const client of server.clients) client.close(1001, 'The server stops.')
    },
    cut() {
      for (const connection of connections) connection.destroy()
    },
  }
}
