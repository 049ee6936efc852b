import type { Instant } from '../../domain/time.ts'
import type { Access } from './access.ts'
import { parseChannels, type Subscription, wants } from './channels.ts'
import { type Hub, hub } from './hub.ts'
import type { HubConnection } from './hub-connection.ts'
import { hubCall } from './hub-protocol.ts'
import type { Teller } from './telling.ts'

/** What the hub of market data needs. */
export interface DataHubOptions<M> {
  readonly teller: Teller<M>
  readonly access: Access
  readonly now: () => Instant
  /** As `HubOptions` has it. */
  readonly disconnectTimeout: number
  /** Told when a client has said what it wants to hear. */
  readonly onSubscribed?: () => void
}

/** The hub of market data. */
export interface DataHub<M> {
  readonly hub: Hub
  /** Sends what the market told to everyone who wants it. */
  readonly tell: (messages: readonly M[]) => void
}

const NAME = 'FcMarketDataV2Hub'

/** The hub FcMarketDataV2Hub: a client says by SwitchChannels what it wants to hear. */
export function dataHub<M>(options: DataHubOptions<M>): DataHub<M> {
  const { teller, access, now, disconnectTimeout, onSubscribed } = options
  const subscriptions = new WeakMap<HubConnection, Subscription>()

  function switchChannels(connection: HubConnection, channels: string): void {
    const subscription = parseChannels(channels)
    if (typeof subscription === 'string') {
      connection.tell([hubCall(NAME, 'Error', subscription)])
      return
    }
    subscriptions.set(connection, subscription)
    connection.tell(teller.snapshot(subscription))
    onSubscribed?.()
  }
  const methods = new Map([['switchchannels', switchChannels]])
  const stream = hub({ kind: { name: NAME, access, methods }, now, disconnectTimeout })
  return {
    hub: stream,
    tell(messages) {
      const tellings = messages.flatMap(teller.tell)
      for (const connection of stream.connections()) {
        const subscription = subscriptions.get(connection)
        const wanted = subscription ? tellings.filter(({ kind, key }) => wants(subscription, kind, key)) : []
        // One message may come on two channels that a client has: it is sent once.
        connection.tell([...new Set(wanted.map(({ call }) => call))].map((call) => call()))
      }
    },
  }
}
