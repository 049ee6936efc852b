import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type RawData, type WebSocket, WebSocketServer } from 'ws'
import { type Handler, parametersOf, pathOf, refuseUpgrade } from './handler.ts'
import type { Hub } from './hub.ts'
import type { HubSocket } from './hub-connection.ts'
import { connectionOf, type HubRequest, hubRequests, type KnownConnection } from './hub-requests.ts'

/** Longest frame that a client may send, bytes; as classic SignalR has it. */
const LONGEST = 64 * 1024

/** By its end alone, as classic SignalR does it: some clients put one more `/signalr` in front. */
const PATH = /\/signalr\/(?:signalr\/)*(\w+)\/?$/i

const requestOf = ({ url, headers }: IncomingMessage): HubRequest => ({
  verb: (PATH.exec(pathOf(url))?.[1] ?? '').toLowerCase(),
  parameters: parametersOf(url),
  headers,
})

/** A WebSocket of a client. */
export interface OpenedSocket {
  readonly socket: WebSocket
  /** What carries it. */
  readonly transport: Duplex
  readonly client: string
}

/**
 * Answers the requests of hubs, all on one path, and takes their WebSockets. A client that names none of them has the first.
 *
 * @param lineOf - what a hub writes to, for a socket
 */
export function hubSockets(
  hubs: readonly Hub[],
  lineOf: (opened: OpenedSocket) => HubSocket = ({ socket }) => socket,
): Handler {
  const server = new WebSocketServer({ noServer: true, maxPayload: LONGEST, perMessageDeflate: false })
  const answer = hubRequests(hubs)

  return {
    matches: (path) => PATH.test(path),
    request: (request) => answer(requestOf(request)),
    upgrade(request, socket, head) {
      const asked = requestOf(request)
      const isSocket = asked.verb === 'connect' || asked.verb === 'reconnect'
      // SSI's own Node client sends the headers of an upgrade with its plain start request.
      const known = isSocket ? connectionOf(hubs, asked) : answer(asked)
      if ('status' in known) {
        refuseUpgrade(socket, known)
        return
      }
      server.handleUpgrade(request, socket, head, (opened) => {
        const client = known.connection.consumer
        live(known, asked, { opened, line: lineOf({ socket: opened, transport: socket, client }) })
      })
    },
    close() {
      for (const client of server.clients) client.terminate()
      server.close()
    },
  }
}

interface Live {
  readonly opened: WebSocket
  /** What is written to. */
  readonly line: HubSocket
}

function live({ hub, connection }: KnownConnection, asked: HubRequest, { opened, line }: Live): void {
  const { verb, parameters, headers } = asked
  const messageId = verb === 'reconnect' ? (parameters.get('messageId') ?? '') : undefined
  const receive = hub.attach(connection, { socket: line, headers, messageId })
  opened.on('message', (data) => receive(textOf(data)))
  opened.on('close', () => hub.detach(connection, line))
  // The close that follows says all there is to know.
  opened.on('error', () => opened.terminate())
}

const textOf = (data: RawData): string => (Buffer.isBuffer(data) ? data.toString() : '')
