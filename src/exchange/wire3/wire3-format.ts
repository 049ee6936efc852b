import { decimalOf, type Price } from '../../domain/money.ts'
import { type Instant, isoIct, type IsoDate } from '../../domain/time.ts'

/** A date as `2026/11/20`. */
export const slashDate = (date: IsoDate): string => date.replaceAll('-', '/')

/** An instant as Vietnam's local time to the second, `2026/11/20 13:05:07`. */
export const slashTime = (instant: Instant): string =>
  slashDate(isoIct(instant).slice(0, 19)).replace('T', ' ')

/** A number of VND, points, shares or contracts as text; empty for what is not known, which is not 0. */
export const figure = (number: number | undefined): string => (number === undefined ? '' : String(number))

/** A price, or a difference of prices, as text in VND or points; empty for none. */
export const priceText = (price: Price | number | undefined): string =>
  price === undefined ? '' : String(decimalOf(price))

/** A ratio, mean or percentage as text, rounded to two decimals so that no binary noise goes out. */
export const rounded = (number: number): string => String(Math.round(number * 100) / 100)
