import { randomBytes, randomUUID } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { Instant } from '../../domain/time.ts'
import type { Access } from './access.ts'
import { type HubConnection, hubConnection, type HubSocket } from './hub-connection.ts'
import { type Call, callIn, failed, type HubNegotiation, invoked, negotiation } from './hub-protocol.ts'

/** What makes one hub another. */
interface HubKind {
  readonly name: string
  /** Whose tokens it takes. */
  readonly access: Access
  /** What clients may call, by names in lower case; each is handed the first argument. */
  readonly methods: ReadonlyMap<string, (connection: HubConnection, argument: string) => void>
  /** A connection got a socket, its first or another. */
  readonly attached?: (connection: HubConnection, headers: IncomingHttpHeaders) => void
}

/** How the hub keeps its connections. */
export interface HubOptions {
  readonly kind: HubKind
  readonly now: () => Instant
  /** Time that the state of a dropped connection is kept, ms. A third of it passes between two keep-alives. */
  readonly disconnectTimeout: number
}

/** A socket that a connection gets, and what came with it. */
interface HubAttachment {
  readonly socket: HubSocket
  readonly headers: IncomingHttpHeaders
  /** The last frame that the client has; present when it comes back. */
  readonly messageId: string | undefined
}

/** A hub of classic SignalR. */
export interface Hub {
  readonly kind: HubKind
  /** Everyone who is connected, or may come back. */
  connections(): Iterable<HubConnection>
  /** Makes a connection, which has no socket yet. */
  negotiate(consumer: string, clientProtocol: string | null): HubNegotiation
  /** The connection that a token names. */
  find(connectionToken: string | null): HubConnection | undefined
  /** Gives a connection a socket. Gives what is to be done with each text that it sends. */
  attach(connection: HubConnection, attachment: HubAttachment): (text: string) => void
  /** A socket is closed; its connection may come back. */
  detach(connection: HubConnection, socket: HubSocket): void
  /** A client says good-bye. */
  abort(connection: HubConnection): void
  /** Sends keep-alives that are due, and forgets who stayed away too long. */
  keepUp(): void
  /** Ends all connections and knows none of them any more. */
  forget(): void
}

/** A hub without connections. */
export function hub({ kind, now, disconnectTimeout }: HubOptions): Hub {
  const connections = new Map<string, HubConnection>()
  const keepUp = keeper(connections, disconnectTimeout, now())

  return {
    kind,
    connections: () => connections.values(),
    negotiate(consumer, clientProtocol) {
      // Base64 with +, / and =, as the real one: a client that does not escape it must fail here, too.
      const connectionToken = randomBytes(40).toString('base64')
      const connection = hubConnection(randomUUID(), consumer, now())
      connections.set(connectionToken, connection)
      return negotiation({ connectionToken, id: connection.id, clientProtocol, disconnectTimeout })
    },
    find: (connectionToken) => connections.get(connectionToken ?? ''),
    attach(connection, { socket, headers, messageId }) {
      connection.attach(socket)
      if (messageId === undefined)
        connection.send(`{"C":"d-${connection.id.slice(0, 8)},0|A,0","S":1,"M":[]}`)
      else if (!connection.replay(messageId)) socket.terminate()
      kind.attached?.(connection, headers)
      return (text) => {
        const call = callIn(text)
        if (call) answer(kind, connection, call)
      }
    },
    detach: (connection, socket) => connection.detach(socket, now()),
    abort(connection) {
      connection.end()
      for (const [token, known] of connections) if (known === connection) connections.delete(token)
    },
    keepUp: () => keepUp(now()),
    forget() {
      for (const connection of connections.values()) connection.end()
      connections.clear()
    },
  }
}

/** Sends keep-alives when they are due, and forgets connections that have been without a socket for too long. */
function keeper(connections: Map<string, HubConnection>, disconnectTimeout: number, start: Instant) {
  let keptAliveAt = start
  return (now: Instant): void => {
    const isDue = now - keptAliveAt >= disconnectTimeout / 3
    if (isDue) keptAliveAt = now
    for (const [token, connection] of connections) {
      if (isDue) connection.send('{}')
      const { droppedAt } = connection
      if (droppedAt !== undefined && now - droppedAt > disconnectTimeout) connections.delete(token)
    }
  }
}

function answer({ name, methods }: HubKind, connection: HubConnection, call: Call): void {
  const method = call.hub === name.toLowerCase() ? methods.get(call.method.toLowerCase()) : undefined
  if (!method) return connection.send(failed(call))
  connection.send(invoked(call))
  method(connection, call.argument)
}
