import type { Price, Quantity } from '../../domain/money.ts'
import { checkCountable } from '../countable.ts'
import { unreadable } from '../unreadable.ts'
import type { Message, SecurityOf } from './message.ts'
import { priceIn, quantityIn } from './units.ts'

/** The last execution of a message. */
export interface Last {
  readonly price: Price | undefined
  /** Absent when it is not told, or 0. */
  readonly volume: Quantity | undefined
}

/** Price and quantity of the last execution, under either name. A quantity cannot do without a price. */
export function lastOf({ fields }: Message, security: SecurityOf): Last {
  const price = priceIn(fields('matchPrice') ?? fields('price'), 'matchPrice', security.venue)
  const volume = quantityIn(fields('matchQtty') ?? fields('quantity'), 'matchQtty', security)
  if (!volume) return { price, volume: undefined }
  if (price === undefined) return unreadable('matchPrice', undefined, 'a price above 0, as matchQtty is')
  checkCountable({ symbol: security.symbol, price, volume }, 'matchQtty')
  return { price, volume }
}
