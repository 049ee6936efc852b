import type { Venue } from '../../domain/market.ts'
import { decimalOf, type Price } from '../../domain/money.ts'
import { ICT_OFFSET, type Instant, type IsoDate } from '../../domain/time.ts'

/** A number as the stream writes it: `31200.0`, `1285.4`. */
export const decimal = (number: number): string => (Number.isInteger(number) ? `${number}.0` : String(number))

/** A price as the stream writes it; 0.0 for none. */
export const decimalPrice = (price: Price | undefined): string =>
  price === undefined ? '0.0' : decimal(decimalOf(price))

/** Rounded to hundredths, so that no binary noise goes out. */
export const hundredths = (number: number): number => Math.round(number * 100) / 100

const twoDigits = (number: number): string => String(number).padStart(2, '0')

/** `2025-11-05` as `05/11/2025`. */
export function wireDate(date: IsoDate): string {
  const [year, month, day] = date.split('-')
  return `${day}/${month}/${year}`
}

/** `TradingDate` and `Time` of an instant, in Vietnam; what is below a second is cut off. */
export function wireTime(instant: Instant): { readonly date: string; readonly time: string } {
  const local = new Date(instant + ICT_OFFSET)
  const date = `${twoDigits(local.getUTCDate())}/${twoDigits(local.getUTCMonth() + 1)}/${local.getUTCFullYear()}`
  const time = [local.getUTCHours(), local.getUTCMinutes(), local.getUTCSeconds()].map(twoDigits).join(':')
  return { date, time }
}

/** A venue's name on REST. The stream says DERIVATIVES as we do. */
export const restMarket = (venue: Venue): string => (venue === 'DERIVATIVES' ? 'DER' : venue)

/** The start of every stream message but the quote's: `"TradingDate":"05/11/2025","Time":"10:02:13"`. */
export function stampFields(instant: Instant): string {
  const { date, time } = wireTime(instant)
  return `"TradingDate":"${date}","Time":"${time}"`
}
