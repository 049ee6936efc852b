import type { IncomingHttpHeaders } from 'node:http'
import type { Instant } from '../../../domain/time.ts'
import type { OrderEntry, OrderUpdate } from '../../trading/order-entry.ts'
import type { Access } from '../access.ts'
import { type Hub, hub } from '../hub.ts'
import type { HubConnection } from '../hub-connection.ts'
import { hubCall } from '../hub-protocol.ts'
import { eventText } from './event-text.ts'
import type { Parties } from './parties.ts'

/** What the hub of order events needs. */
export interface TradingHubOptions {
  readonly entry: OrderEntry
  readonly access: Access
  readonly parties: Parties
  readonly now: () => Instant
  /** As `HubOptions` has it. */
  readonly disconnectTimeout: number
}

/** The hub of order events. */
export interface TradingHub {
  readonly hub: Hub
  /** Sends what happened since the last time to everyone whom it concerns. */
  readonly tell: () => void
}

const NAME = 'BroadcastHubV2'

/**
 * The hub BroadcastHubV2: a client need not subscribe, it hears of its accounts from its connection on. A header `NotifyID` asks for what was
 * told before: 0 for all of today, n for what came after n, -1 for nothing.
 */
export function tradingHub({
  entry,
  access,
  parties,
  now,
  disconnectTimeout,
}: TradingHubOptions): TradingHub {
  const read = entry.reader()
  const tellAll = (connection: HubConnection, updates: readonly OrderUpdate[]) =>
    connection.tell(
      updates
        .filter(({ account }) => parties.isOf(connection.consumer, account))
        .map((update) => hubCall(NAME, 'Broadcast', eventText(update))),
    )
  const listening = new WeakSet<HubConnection>()
  const attached = (connection: HubConnection, headers: IncomingHttpHeaders) => {
    // One that comes back is sent what it missed by the transport.
    if (listening.has(connection)) return
    tell()
    listening.add(connection)
    const from = notifyIdIn(headers)
    if (from !== undefined) tellAll(connection, entry.updatesAfter(from))
  }
  const stream = hub({ kind: { name: NAME, access, methods: new Map(), attached }, now, disconnectTimeout })
  const tell = () => {
    const updates = read()
    if (updates.length === 0) return
    for (const connection of stream.connections()) {
      if (listening.has(connection)) tellAll(connection, updates)
    }
  }
  return { hub: stream, tell }
}

function notifyIdIn({ notifyid }: IncomingHttpHeaders): number | undefined {
  const id = Number(notifyid ?? -1)
  return Number.isInteger(id) && id >= 0 ? id : undefined
}
