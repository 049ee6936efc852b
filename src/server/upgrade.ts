import { type IncomingMessage, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { ignoreElements, interval, merge, type Observable, tap } from 'rxjs'
import { type WebSocket, WebSocketServer } from 'ws'
import { type AdmissionSettings, makeAdmission } from './admission.ts'
import type { Channel } from './audience.ts'
import { heartbeat } from './heartbeat.ts'
import { type Problem, problemJson } from './problem.ts'
import type { Tickets } from './socket/tickets.ts'
import { makeWelcome, type Welcome, type WelcomeParts } from './welcome.ts'

/** Largest message that a client may send, bytes. */
const MAX_PAYLOAD = 64 * 1024
/** More than this to be written already: a ping is not answered, bytes. */
const FULL = 64 * 1024
/** From one look at the speed of the clients to the next, ms. */
const LOOK = 250

/** How sockets are let in and kept. */
export interface UpgradeSettings extends AdmissionSettings {
  /** From one ping to the next, ms. */
  readonly wsHeartbeatInterval: number
  /** Longest wait for a pong, ms. */
  readonly wsHeartbeatTimeout: number
  /** How long a client may read more slowly than it is told, ms. */
  readonly wsSlowTimeout: number
  /** Whether frames are compressed for clients that offer it. */
  readonly wsDeflate: boolean
}

/** What the upgrade joins. */
export interface UpgradeParts extends WelcomeParts {
  readonly settings: UpgradeSettings
  /** Tickets that open a socket in place of a token. */
  readonly tickets: Pick<Tickets, 'redeem'>
}

/** Turns requests into sockets of the channels. */
export interface Upgrade {
  /** Answers a request to upgrade: with a socket of the channel, or with a problem and no socket. */
  readonly handle: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
  /** Keeps the sockets alive, spares slow ones, and cuts the dead, while it is subscribed to. Never emits, never ends. */
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

/** With a window for each message: so one compressed frame is for all, and no client costs hundreds of kB. */
const deflate = { serverNoContextTakeover: true, clientNoContextTakeover: true }

/** One frame is for all: who asks for a smaller window than it has is told without compression. */
function declineWindow({ headers }: IncomingMessage): void {
  const extensions = headers['sec-websocket-extensions']
  if (extensions?.includes('server_max_window_bits')) delete headers['sec-websocket-extensions']
}

/** Answers pings of a client only as quickly as it reads the answers. */
const answerPings = (client: WebSocket) =>
  client.on('ping', (data) => {
    if (client.bufferedAmount <= FULL) client.pong(data)
  })

/** What looks after the sockets: dead ones are cut, slow ones are spared. */
function makeLooks(clients: ReadonlySet<WebSocket>, welcome: Welcome, settings: UpgradeSettings) {
  return merge(
    heartbeat(clients, { every: settings.wsHeartbeatInterval, timeout: settings.wsHeartbeatTimeout }),
    interval(LOOK).pipe(
      tap(() => welcome.look()),
      ignoreElements(),
    ),
  )
}

/** Makes the upgrade. A socket's place under the limit lives as long as its TCP connection, so every end frees it. */
export function makeUpgrade({ settings, tickets, ...parts }: UpgradeParts): Upgrade {
  const server = new WebSocketServer({
    noServer: true,
    perMessageDeflate: settings.wsDeflate && deflate,
    maxPayload: MAX_PAYLOAD,
    autoPong: false,
  })
  const admit = makeAdmission(settings, Object.keys(parts.audiences) as Channel[], tickets)
  const welcome = makeWelcome(parts, settings.wsSlowTimeout)
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
      declineWindow(request)
      server.handleUpgrade(request, socket, head, (client) => {
        answerPings(client)
        welcome.enter(client, { channel: admitted.channel, wire: socket })
      })
    },
    heartbeat$: makeLooks(server.clients, welcome, settings),
    close() {
      isOpen = false
      welcome.flush()
      for (const client of server.clients) client.close(1001, 'The server stops.')
    },
    cut() {
      for (const connection of connections) connection.destroy()
    },
  }
}
