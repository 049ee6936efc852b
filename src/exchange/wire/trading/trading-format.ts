import type { Venue } from '../../../domain/market.ts'
import { decimalOf } from '../../../domain/money.ts'
import type { Instant } from '../../../domain/time.ts'
import type { OrderSide } from '../../../market/matching/order.ts'
import { hundredths } from '../wire-format.ts'

/** A market in the words of the trading API. */
export type TradingMarket = 'VN' | 'VNFE'

/** All cash markets are one here. */
export const marketOf = (venue: Venue | undefined): TradingMarket => (venue === 'DERIVATIVES' ? 'VNFE' : 'VN')

/** A side in one letter. */
export const sideCode = (side: OrderSide): 'B' | 'S' => (side === 'buy' ? 'B' : 'S')

/** A time: unix milliseconds in a string. */
export const timeText = (time: Instant): string => String(time)

/** A price, or a mean of prices, in VND or points; 0 for none. */
export const amount = (price: number | undefined): number =>
  price === undefined ? 0 : hundredths(decimalOf(price))

/** An answer of the trading API. */
export interface TradingEnvelope {
  readonly message: string
  readonly status: number
  readonly data: object | string | null
}

/** An answer that is good. */
export const success = (data: object | string | null): TradingEnvelope => ({
  message: 'Success',
  status: 200,
  data,
})

/** An answer that says no: the status stands in the body, as was seen at SSI's. */
export const refusedWith = (message: string, status = 400): TradingEnvelope => ({
  message,
  status,
  data: null,
})
