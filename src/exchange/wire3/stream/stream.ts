import type { Duplex } from 'node:stream'
import { type RawData, type WebSocket, WebSocketServer } from 'ws'
import type { Handler } from '../../wire/handler.ts'
import type { HubSocket } from '../../wire/hub-connection.ts'
import type { OpenedSocket } from '../../wire/hub-sockets.ts'
import type { Session } from '../auth/sessions.ts'
import { type Client, client, type ClientParts, refuse } from './client.ts'
import type { Told } from './told.ts'

/** The stream: every socket, and what goes out to them. */
export interface Stream<M> {
  /** Takes the upgrades of its path. */
  readonly handler: Handler
  /** Sends what the market told, and what else happened, to everyone who wants it; parts with those whose session has ended. */
  readonly tell: (messages: readonly M[], others: readonly Told[]) => void
}

/** What the stream is made of. */
export interface StreamParts<M> extends Pick<ClientParts, 'snapshot'> {
  /** What goes out of what the market told; `isHeard` says whether there is anybody to hear it. Everything is handed to it, in order. */
  readonly told: (messages: readonly M[], isHeard: boolean) => readonly Told[]
  readonly identify: (authorization: string | undefined) => Session | undefined
  /** Sockets that one key may have open. */
  readonly mostSockets: number
  /** What is written to, for a socket. */
  readonly lineOf: (opened: OpenedSocket) => HubSocket
  /** Told when a client has subscribed to something. */
  readonly onSubscribed?: () => void
}

/** Longest frame that a client may send, bytes. A longer one closes its socket. */
const LONGEST = 4096

/** A stream without sockets. A token is looked at when a socket is opened, and never again. */
export function stream<M>(parts: StreamParts<M>): Stream<M> {
  const { told, snapshot, identify, mostSockets, lineOf, onSubscribed } = parts
  const clients = new Set<Client>()

  const welcome: Welcome = ({ socket, transport, authorization }) => {
    socket.on('error', () => undefined)
    const session = identify(authorization)
    if (!session) return refuse(socket, 401, 'Unauthorized')
    if (socketsOf(session, clients) >= mostSockets) return refuse(socket, 429, 'Too many connections')
    const line = lineOf({ socket, transport, client: session.apiKey })
    const opened = client({ socket, line, session, snapshot, onSubscribed })
    clients.add(opened)
    socket.on('message', (data) => opened.receive(textOf(data)))
    socket.on('close', () => clients.delete(opened))
  }
  return {
    handler: socketHandler(welcome),
    tell(messages, others) {
      const events = [...told(messages, clients.size > 0), ...others]
      for (const each of clients) {
        each.tell(events)
        if (each.session.hasEnded && clients.delete(each)) each.refuse(401, 'Session has ended')
      }
    },
  }
}

function socketsOf({ apiKey }: Session, clients: ReadonlySet<Client>): number {
  return [...clients].filter(({ session }) => session.apiKey === apiKey).length
}

interface Arrival {
  readonly socket: WebSocket
  /** What carries it. */
  readonly transport: Duplex
  readonly authorization: string | undefined
}

type Welcome = (arrival: Arrival) => void

/** Every upgrade is taken: that a socket is not wanted is said in its first frame. */
function socketHandler(welcome: Welcome): Handler {
  const server = new WebSocketServer({ noServer: true, maxPayload: LONGEST, perMessageDeflate: false })
  return {
    matches: (path) => /^\/ws\/v3\/?$/i.test(path),
    request: () => ({ status: 426, body: { code: 426, msg: 'Upgrade required' } }),
    upgrade(request, transport, head) {
      const { authorization } = request.headers
      server.handleUpgrade(request, transport, head, (socket) =>
        welcome({ socket, transport, authorization }),
      )
    },
    close() {
      for (const socket of server.clients) socket.terminate()
      server.close()
    },
  }
}

const textOf = (data: RawData): string => (Buffer.isBuffer(data) ? data.toString() : '')
