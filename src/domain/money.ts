declare const price: unique symbol

/**
 * An exact price: hundredths of VND a share, or hundredths of an index point; a positive safe integer.
 * 135,000 VND is 13,500,000; 1,285.4 points is 128,540.
 */
export type Price = number & { readonly [price]: true }

/** Shares, or contracts; a safe integer, 0 or more. */
export type Quantity = number

/** Vietnamese dong; a safe integer. */
export type Vnd = number

/** Hundredths in one VND or one index point. */
export const PRICE_SCALE = 100

/**
 * The exact price of a decimal number of VND or points, or `undefined` when the number is not a positive price.
 * Binary noise of the feed (1285.4000000000001) is rounded away; a real third decimal is not a price.
 */
export function priceOf(decimal: number): Price | undefined {
  const hundredths = Math.round(decimal * PRICE_SCALE)
  const exact = Math.abs(decimal * PRICE_SCALE - hundredths) < 1e-4
  return exact && hundredths > 0 && Number.isSafeInteger(hundredths) ? (hundredths as Price) : undefined
}

/** A whole number of hundredths as a price. Throws a `RangeError` when it is not a positive safe integer. */
export function priceOfHundredths(hundredths: number): Price {
  if (hundredths > 0 && Number.isSafeInteger(hundredths)) return hundredths as Price
  throw new RangeError(`A price is a positive whole number of hundredths, not ${hundredths}.`)
}

/** A price, or a difference of prices, as a plain decimal number of VND or points, for JSON. */
export const decimalOf = (hundredths: number): number => hundredths / PRICE_SCALE

/**
 * What `quantity` costs at `price`, VND.
 *
 * @param multiplier - VND that one unit of price is worth: 1 for shares, 100,000 for an index future
 */
export function turnover(price: Price, quantity: Quantity, multiplier = 1): Vnd {
  return price % PRICE_SCALE === 0
    ? (price / PRICE_SCALE) * quantity * multiplier
    : Math.round((price * quantity * multiplier) / PRICE_SCALE)
}
