import type { Instant } from '../../../domain/time.ts'
import type { SimulatedExchange } from '../../message.ts'
import type { OrderEntry } from '../../trading/order-entry.ts'
import { type Access, access, type ConsumerCredentials } from '../access.ts'
import type { Handler } from '../handler.ts'
import type { Hub } from '../hub.ts'
import { anySignature, type Verify } from './any-signature.ts'
import { parties } from './parties.ts'
import { type Quota, quotaCounter, usualQuotas } from './quota.ts'
import type { SecondFactor } from './second-factor.ts'
import { tradingAccess } from './trading-access.ts'
import { tradingHub } from './trading-hub.ts'
import { tradingRest } from './trading-rest.ts'

/** Who may trade, and how they prove it. What is absent is not asked for: any will do. */
export interface TradingCredentials extends SecondFactor {
  /** Knows the only key whose signatures are taken, see `verifierOf`. */
  readonly verify?: Verify | undefined
  readonly accounts?: readonly string[] | undefined
}

/** How trading is served. */
export interface TradingOptions {
  readonly exchange: SimulatedExchange
  readonly entry: OrderEntry
  readonly consumer: ConsumerCredentials | undefined
  readonly credentials: TradingCredentials
  readonly quotas?: readonly Quota[] | undefined
  readonly now: () => Instant
  readonly tokenLife: number
  readonly disconnectTimeout: number
  /** Lets in whom faults let in, too. */
  readonly guard: (access: Access) => Access
}

/** Trading, version 2. */
export interface Trading {
  readonly rest: Handler
  readonly hub: Hub
  /** Sends what happened to orders. */
  readonly tell: () => void
}

/** Serves trading as FastConnect v2 does: REST, signed by RSA, and the hub of order events. */
export function trading(options: TradingOptions): Trading {
  const { entry, exchange, credentials, consumer, now, tokenLife, disconnectTimeout, guard } = options
  const { quotas = usualQuotas } = options
  const tokens = () => access({ credentials: consumer, now, life: tokenLife })
  const gate = tradingAccess(
    {
      saved: guard(tokens()),
      bare: guard(tokens()),
      knows: (id, secret) => tokens().issue(id, secret) !== undefined,
    },
    credentials,
  )
  const known = parties(credentials.accounts)
  const stream = tradingHub({ entry, access: gate.access, parties: known, now, disconnectTimeout })
  return {
    rest: tradingRest({
      entry,
      gate,
      parties: known,
      quotas,
      exceeded: quotaCounter(quotas, now),
      factor: credentials,
      verify: credentials.verify ?? anySignature,
      isFuture: (symbol) => instrumentOf(exchange, symbol),
    }),
    hub: stream.hub,
    tell: stream.tell,
  }
}

function instrumentOf({ securities }: SimulatedExchange, symbol: string): boolean | undefined {
  const security = securities.find((listed) => listed.symbol === symbol)
  return security ? security.instrument === 'future' : undefined
}
