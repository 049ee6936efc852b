import { decimalOf, PRICE_SCALE } from '../../../domain/money.ts'
import type { ListedSecurity, TradeMessage } from '../../message.ts'
import { decimal, hundredths } from '../wire-format.ts'

/** What the exchange works out of a day's trades. */
export interface Figures {
  /** Average price: value by volume. */
  readonly average: string
  /** Last price less reference. */
  readonly change: string
  /** The same in percent of the reference. */
  readonly ratioChange: string
}

/** The figures of a security's last trade; 0.0 before the first. */
export function figures(trade: TradeMessage | undefined, { reference, multiplier }: ListedSecurity): Figures {
  const change = trade?.price === undefined ? 0 : trade.price - reference
  const average = trade && trade.totalVolume > 0 ? trade.totalValue / trade.totalVolume / multiplier : 0
  return {
    average: decimal(hundredths(average)),
    change: decimal(decimalOf(change)),
    ratioChange: decimal(hundredths((change * PRICE_SCALE) / reference)),
  }
}
