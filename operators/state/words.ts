import { decimalOf, type Price, type Quantity, type Vnd } from '../../src/domain/money.ts'
import { isFuture } from '../../src/market/contracts.ts'

/** Rounds half away from zero to some decimals. */
export const rounded = (value: number, decimals: number): number => {
  const scale = 10 ** decimals
  return (Math.sign(value) * Math.round(Math.abs(value) * scale)) / scale
}

const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2, signDisplay: 'negative' })

/** `12,000` */
export const numberText = (value: number): string => grouped.format(value)

/** `12,000 shares`, `120 contracts` */
export const quantityText = (symbol: string, quantity: Quantity): string =>
  `${grouped.format(quantity)} ${isFuture(symbol) ? 'contracts' : 'shares'}`

/** `135,000 VND`, `1,285.4 points` */
export const priceText = (symbol: string, price: Price): string =>
  `${grouped.format(decimalOf(price))} ${isFuture(symbol) ? 'points' : 'VND'}`

/** `-1.25 bn VND` */
export const billionsText = (value: Vnd): string => `${grouped.format(value / 1e9)} bn VND`
