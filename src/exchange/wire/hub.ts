import { randomBytes, randomUUID } from 'node:crypto'
import type { Instant } from '../../domain/time.ts'
import type { MarketMessage } from '../message.ts'
import { parseChannels, wants } from './channels.ts'
import { type HubConnection, hubConnection, type HubSocket } from './hub-connection.ts'
import { type Call, callIn, failed, type HubNegotiation, invoked, negotiation } from './hub-protocol.ts'
import type { Teller, Telling } from './telling.ts'

/** How the hub keeps its connections. */
export interface HubOptions {
  readonly teller: Teller
  readonly now: () => Instant
  /** Time that the state of a dropped connection is kept, ms. A third of it passes between two keep-alives. */
  readonly disconnectTimeout: number
}

/** Why a request about a connection is refused. */
export type Refusal = 400 | 403

/** The hub FcMarketDataV2Hub of classic SignalR. */
export interface Hub {
  /** Makes a connection, which has no socket yet. */
  negotiate(consumer: string, clientProtocol: string | null): HubNegotiation
  /** The connection that a token names, if it is this consumer's. */
  find(connectionToken: string | null, consumer: string): HubConnection | Refusal
  /** A socket for a connection; `messageId` when it comes back. Gives what is to be done with each text that it sends. */
  attach(connection: HubConnection, socket: HubSocket, messageId?: string): (text: string) => void
  /** A socket is closed; its connection may come back. */
  detach(connection: HubConnection, socket: HubSocket): void
  /** A client says good-bye. */
  abort(connection: HubConnection): void
  /** Sends what the market told to everyone who wants it. */
  tell(messages: readonly MarketMessage[]): void
  /** Sends keep-alives that are due, and forgets who stayed away too long. */
  keepUp(): void
}

/** A hub without connections. */
export function hub({ teller, now, disconnectTimeout }: HubOptions): Hub {
  const connections = new Map<string, HubConnection>()
  const keepUp = keeper(connections, disconnectTimeout, now())

  return {
    negotiate(consumer, clientProtocol) {
      // Base64 with +, / and =, as the real one: a client that does not escape it must fail here, too.
      const connectionToken = randomBytes(40).toString('base64')
      const connection = hubConnection(randomUUID(), consumer, now())
      connections.set(connectionToken, connection)
      return negotiation({ connectionToken, id: connection.id, clientProtocol, disconnectTimeout })
    },
    find(connectionToken, consumer) {
      const connection = connections.get(connectionToken ?? '')
      if (!connection) return 400
      return connection.consumer === consumer ? connection : 403
    },
    attach(connection, socket, messageId) {
      connection.attach(socket)
      if (messageId === undefined)
        connection.send(`{"C":"d-${connection.id.slice(0, 8)},0|A,0","S":1,"M":[]}`)
      else if (!connection.replay(messageId)) socket.terminate()
      return (text) => {
        const call = callIn(text)
        if (call) answer(connection, call, teller)
      }
    },
    detach: (connection, socket) => connection.detach(socket, now()),
    abort(connection) {
      connection.end()
      for (const [token, known] of connections) if (known === connection) connections.delete(token)
    },
    tell(messages) {
      tellAll([...connections.values()], messages.flatMap(teller.tell))
    },
    keepUp: () => keepUp(now()),
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

function tellAll(connections: readonly HubConnection[], tellings: readonly Telling[]): void {
  for (const connection of connections) {
    const wanted = tellings.filter(({ kind, key }) => wants(connection.subscription, kind, key))
    connection.tell(wanted.map(({ call }) => call()))
  }
}

function answer(connection: HubConnection, call: Call, { snapshot }: Teller): void {
  if (!call.isKnown) return connection.send(failed(call))
  const subscription = parseChannels(call.argument)
  connection.send(invoked(call))
  if (typeof subscription === 'string') {
    connection.tell([JSON.stringify({ H: 'FcMarketDataV2Hub', M: 'Error', A: [subscription] })])
    return
  }
  connection.subscription = subscription
  connection.tell(snapshot(subscription))
}
