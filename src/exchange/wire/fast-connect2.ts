import type { Instant } from '../../domain/time.ts'
import type { Faults } from '../faults/faults.ts'
import type { SimulatedExchange } from '../message.ts'
import { access, type ConsumerCredentials } from './access.ts'
import { dataHub } from './data-hub.ts'
import { type FaultyWire, faultyWire } from './faulty-wire.ts'
import type { ServedPart } from './handler.ts'
import { hubSockets } from './hub-sockets.ts'
import { rest } from './rest/rest.ts'
import { teller } from './telling.ts'
import type { Quota } from './trading/quota.ts'
import { type Trading, trading, type TradingCredentials } from './trading/trading.ts'

/** How a simulated exchange is served by version 2. */
export interface FastConnect2Options {
  readonly exchange: SimulatedExchange
  /** The only pair that a token is given for; without it any two texts are. */
  readonly credentials?: ConsumerCredentials | undefined
  /** Who may trade, and how they prove it; anybody, by anything that has the form, unless said. */
  readonly trading?: TradingCredentials | undefined
  /** How many requests of trading are taken; 5 in a second and 30 in five unless said. */
  readonly quotas?: readonly Quota[] | undefined
  /** The wall clock, ms UTC. */
  readonly now: () => Instant
  /** Life of a token, ms; 8 hours unless said. */
  readonly tokenLife?: number
  /** Time that a dropped connection may be resumed, ms; a third of it passes between two keep-alives. 30 s unless said. */
  readonly disconnectTimeout?: number
  /** What goes wrong with it; nothing unless said. They are used up by one server. */
  readonly faults?: Faults
}

const HOUR = 3_600_000

/** Serves a simulated exchange as FastConnect v2 does: REST for data and for trading, and both hubs on one path. */
export function fastConnect2(options: FastConnect2Options): ServedPart {
  const { exchange, credentials, now, tokenLife = 8 * HOUR, disconnectTimeout = 30_000 } = options
  const wire = faultyWire(options.faults)
  const dataAccess = wire.guard(access({ credentials, now, life: tokenLife }))
  const tell = teller(exchange, wire.outgoing)
  const data = dataHub({ teller: tell, access: dataAccess, now, disconnectTimeout })
  const orders = tradingOf(options, wire)
  const hubs = orders ? [data.hub, orders.hub] : [data.hub]
  wire.serve(hubs)
  const lists = orders ? [rest(exchange, dataAccess), orders.rest] : [rest(exchange, dataAccess)]
  return {
    handlers: [...lists, hubSockets(hubs, wire.lineOf)].map(wire.refusing),
    step(told) {
      data.tell(told)
      orders?.tell()
      for (const hub of hubs) hub.keepUp()
    },
  }
}

/** Trading, where the exchange takes orders. */
function tradingOf(options: FastConnect2Options, { guard }: FaultyWire): Trading | undefined {
  const { exchange, credentials: consumer, now, quotas } = options
  const { trading: credentials = {}, tokenLife = 8 * HOUR, disconnectTimeout = 30_000 } = options
  const entry = exchange.orderEntry
  return (
    entry &&
    trading({ exchange, entry, consumer, credentials, quotas, now, tokenLife, disconnectTimeout, guard })
  )
}
