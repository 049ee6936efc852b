import { type IncomingMessage, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { type RawData, type WebSocket, WebSocketServer } from 'ws'
import type { Access } from './access.ts'
import type { Hub } from './hub.ts'
import type { HubConnection } from './hub-connection.ts'
import { connectionOf, type HubAnswer, hubRequests } from './hub-requests.ts'
import { routeOf } from './route.ts'

/** Longest frame that a client may send, bytes; as classic SignalR has it. */
const LONGEST = 64 * 1024

/** The WebSockets of a hub. */
export interface HubSockets {
  /** Handles the `upgrade` event of an HTTP server. */
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
  /** Cuts all off. */
  readonly close: () => void
}

/** Takes the WebSockets of connect and reconnect, and hands them to the hub. */
export function hubSockets(hub: Hub, access: Access): HubSockets {
  const server = new WebSocketServer({ noServer: true, maxPayload: LONGEST, perMessageDeflate: false })
  const answer = hubRequests(hub, access)

  /** The connection that a socket is asked for, or how that is answered instead. */
  const asked = (request: IncomingMessage) => {
    const { kind, name: verb, parameters } = routeOf(request.url)
    const query = { verb, parameters, authorization: request.headers.authorization }
    const isSocket = kind === 'hub' && (verb === 'connect' || verb === 'reconnect')
    // SSI's own Node client sends the headers of an upgrade with its plain start request.
    const connection = isSocket ? connectionOf(query, hub, access) : answer(query)
    return { connection, messageId: verb === 'reconnect' ? (parameters.get('messageId') ?? '') : undefined }
  }

  return {
    upgrade(request, socket, head) {
      socket.on('error', () => socket.destroy())
      const { connection, messageId } = asked(request)
      if ('status' in connection) {
        sendPlain(socket, connection)
        return
      }
      server.handleUpgrade(request, socket, head, (opened) => {
        live(hub, connection, { opened, messageId })
      })
    },
    close() {
      for (const client of server.clients) client.terminate()
      server.close()
    },
  }
}

interface Opened {
  readonly opened: WebSocket
  readonly messageId: string | undefined
}

function live(hub: Hub, connection: HubConnection, { opened, messageId }: Opened): void {
  const receive = hub.attach(connection, opened, messageId)
  opened.on('message', (data) => receive(textOf(data)))
  opened.on('close', () => hub.detach(connection, opened))
  // The close that follows says all there is to know.
  opened.on('error', () => opened.terminate())
}

const textOf = (data: RawData): string => (Buffer.isBuffer(data) ? data.toString() : '')

/** Answers without taking the upgrade. */
function sendPlain(socket: Duplex, { status, body }: HubAnswer): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nConnection: close\r\nContent-Type: text/plain\r\n` +
      `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`,
  )
}
