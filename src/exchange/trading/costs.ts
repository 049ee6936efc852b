import { type Price, type Quantity, turnover, type Vnd } from '../../domain/money.ts'
import type { IsoDate } from '../../domain/time.ts'
import { feeOn, futureCosts, shareCosts } from '../../market/fees.ts'
import type { OrderSide } from '../../market/matching/order.ts'

/** The table of fees begins here: an exchange that is set back further charges what it first knows. */
const FIRST_RATES: IsoDate = '2025-01-01'

const ratesOn = (date: IsoDate): IsoDate => (date < FIRST_RATES ? FIRST_RATES : date)

const MILLION = 1_000_000

/** Brokerage and tax of a trade of shares. */
export const costsOfShares = (side: OrderSide, value: Vnd, date: IsoDate): Vnd =>
  shareCosts({ side, value, date: ratesOn(date) }).total

/** Contracts of a future at a price. */
export interface Contracts {
  readonly price: Price
  readonly quantity: Quantity
  /** VND that one point is worth. */
  readonly multiplier: number
}

/** Charges and tax of one side of a trade of futures, or of their expiry. */
export const costsOfFutures = ({ price, quantity, multiplier }: Contracts, date: IsoDate): Vnd =>
  futureCosts({ price, contracts: quantity, multiplier, date: ratesOn(date) }).total

/** Initial margin of contracts. */
export const initialMargin = ({ price, quantity, multiplier }: Contracts, date: IsoDate): Vnd =>
  Math.round((turnover(price, quantity, multiplier) * feeOn('futureMargin', ratesOn(date)).amount) / MILLION)
