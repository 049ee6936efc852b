import type { Instant } from '../../domain/time.ts'
import type { SimulatedExchange } from '../message.ts'
import type { ServedPart } from '../wire/handler.ts'
import type { SmartOtp } from './auth/approvals.ts'
import { type ApiCredentials, auth } from './auth/auth.ts'
import { dataEndpoints } from './data/data.ts'
import type { DataParts } from './data/data-parts.ts'
import { dayBook } from './day/day-book.ts'
import type { Rate } from './rate-limit.ts'
import { type Endpoint, rest } from './rest.ts'
import { stream } from './stream/stream.ts'

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
}

const MINUTE = 60_000

/**
 * Serves a simulated exchange as FastConnect v3 does: REST below `/api/v3/`, and the stream at `/ws/v3`. Tokens and rates go by the wall clock,
 * everything else by the exchange's own time.
 */
export function fastConnect3(options: FastConnect3Options): ServedPart {
  const { exchange, now, credentials = {}, smartOtp } = options
  const {
    tokenLife = 15 * MINUTE,
    refreshLife = 480 * MINUTE,
    rate = { limit: 100, perSecond: 10 },
  } = options
  const { mostSockets = 10, snapshot = true } = options
  const gate = auth({ credentials, smartOtp, now, tokenLife, refreshLife })
  const book = dayBook(exchange)
  const { handler, tell } = stream({ exchange, book, identify: gate.identify, mostSockets, snapshot })
  const endpoints = new Map(aboutMarket({ exchange, book }))
  return {
    handlers: [rest({ auth: gate, endpoints, rate, now }), handler],
    step: (told) => tell(told, []),
  }
}

const aboutMarket = (parts: DataParts): readonly (readonly [string, Endpoint])[] =>
  [...dataEndpoints].map(([name, endpoint]) => [`GET data/${name}`, ({ query }) => endpoint(parts, query)])
