import { Decimal } from 'decimal.js'

/** `part` of `whole` in percent, exact to two decimals, half away from zero; `undefined` when there is no whole. */
export const percent = (part: number, whole: number | undefined): number | undefined =>
  whole
    ? new Decimal(part).times(100).dividedBy(whole).toDecimalPlaces(2, Decimal.ROUND_HALF_UP).toNumber()
    : undefined
