import type { Instant } from '../../domain/time.ts'
import type { Faults } from '../faults/faults.ts'
import type { MarketMessage, SimulatedExchange } from '../message.ts'
import type { ServedPart } from '../wire/handler.ts'
import { anySignature } from '../wire/trading/any-signature.ts'
import type { SmartOtp } from './auth/approvals.ts'
import { type ApiCredentials, auth, type AuthOptions } from './auth/auth.ts'
import { dataEndpoints } from './data/data.ts'
import type { DataParts } from './data/data-parts.ts'
import { type DayBook, dayBook } from './day/day-book.ts'
import { type FaultyWire3, faultyWire3 } from './faulty-wire3.ts'
import type { Rate } from './rate-limit.ts'
import { type Endpoint, rest } from './rest.ts'
import { stream, type StreamParts } from './stream/stream.ts'
import { type Teller, teller } from './stream/telling.ts'
import { accountEndpoints } from './trading/account.ts'
import { orderEvents } from './trading/order-events.ts'
import { orderEndpoints } from './trading/orders.ts'

/** How a simulated exchange is served by version 3. */
export interface FastConnect3Options {
  readonly exchange: SimulatedExchange
  /** The wall clock, ms UTC. */
  readonly now: () => Instant
  readonly credentials?: ApiCredentials | undefined
  /** The client has the Smart OTP app. */
  readonly smartOtp?: SmartOtp | undefined
  /** Life of an access token, ms; 15 minutes unless said. */
  readonly tokenLife?: number | undefined
  /** Life of a session from its login on, ms; 8 hours unless said. */
  readonly refreshLife?: number | undefined
  /** Requests that a key may make; 100 at once, and 10 a second, unless said. */
  readonly rate?: Rate | undefined
  /** Sockets that a key may have open; 10 unless said. */
  readonly mostSockets?: number | undefined
  /** Whether a new subscriber is told how things stand; SSI promises nothing of the kind. True unless said. */
  readonly snapshot?: boolean | undefined
  /** What goes wrong with it; nothing unless said. */
  readonly faults?: Faults | undefined
}

const MINUTE = 60_000

/**
 * Serves a simulated exchange as FastConnect v3 does: REST below `/api/v3/`, and the stream at `/ws/v3`. Tokens and rates go by the wall clock,
 * everything else by the exchange's own time. Orders are taken where the exchange takes any. Throws a `RangeError` on a public key that is none.
 */
export function fastConnect3(options: FastConnect3Options): ServedPart {
  const { exchange, now, rate = { limit: 100, perSecond: 10 }, mostSockets = 10, snapshot = true } = options
  const wire = faultyWire3(options.faults)
  const gate = auth(authOptions(options, wire))
  wire.serve(gate.sessions)
  const book = dayBook(exchange)
  const { identify } = gate
  const market = teller({ exchange, book, outgoing: wire.outgoing })
  const { handler, tell } = stream({
    lineOf: wire.lineOf,
    told: toldBy(market, book),
    snapshot: (wanted) => (snapshot ? market.snapshot(wanted) : []),
    identify,
    mostSockets,
  })
  const endpoints = new Map([...aboutMarket({ exchange, book }), ...aboutOwn(options)])
  const updates = exchange.orderEntry?.reader()
  return {
    handlers: [rest({ auth: gate, endpoints, rate, now }), handler].map(wire.refusing),
    step: (told) => tell(told, updates ? updates().flatMap(orderEvents) : []),
  }
}

/** While nobody listens, only what lasts is taken in. */
function toldBy(market: Teller, book: DayBook): StreamParts<MarketMessage>['told'] {
  return (messages, isHeard) => {
    const tell = (message: MarketMessage) => {
      book.note(message)
      return isHeard || message.kind === 'status' ? market.tell(message) : []
    }
    return [...messages.flatMap(tell), ...market.due()]
  }
}

function authOptions(options: FastConnect3Options, { loggedIn }: FaultyWire3): AuthOptions {
  const { credentials = {}, smartOtp, now, tokenLife = 15 * MINUTE, refreshLife = 480 * MINUTE } = options
  return { credentials, smartOtp, now, tokenLife, refreshLife, loggedIn }
}

type Endpoints = readonly (readonly [string, Endpoint])[]

const aboutMarket = (parts: DataParts): Endpoints =>
  [...dataEndpoints].map(([name, endpoint]) => [`GET data/${name}`, ({ query }) => endpoint(parts, query)])

function aboutOwn({ exchange, credentials }: FastConnect3Options): Endpoints {
  const { orderEntry: entry } = exchange
  if (!entry) return []
  const { verify = anySignature } = credentials ?? {}
  return [...accountEndpoints(entry), ...orderEndpoints({ entry, verify })]
}
