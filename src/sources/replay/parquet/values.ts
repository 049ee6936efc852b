import type { Price } from '../../../domain/money.ts'

/** A number that is there: its column takes no row without one. */
export const valueAt = (values: Float64Array, row: number): number => values[row] ?? NaN

/** A number, where there is one. */
export function maybeAt(values: Float64Array, row: number): number | undefined {
  const value = values[row] ?? NaN
  return value === value ? value : undefined
}

/** A price that is there: its column takes no other number. */
export const priceAt = (values: Float64Array, row: number): Price => (values[row] ?? NaN) as Price

/** A price, where there is one. */
export const maybePriceAt = (values: Float64Array, row: number): Price | undefined =>
  maybeAt(values, row) as Price | undefined

/** Yes or no; no where a row is from before it was asked. */
export const isTrue = (values: Float64Array, row: number): boolean => values[row] === 1

/** A text; empty where there is none. */
export const textAt = (values: readonly string[], row: number): string => values[row] ?? ''
