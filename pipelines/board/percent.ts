import { Decimal } from 'decimal.js'

/**
 * `part` of `whole`, whole numbers both, in percent, exact to two decimals, half away from zero; `undefined` when there is no whole.
 * By whole numbers where they are small enough, as prices are: a board asks for some at each push, and a Decimal takes ten times as long.
 */
export function percent(part: number, whole: number | undefined): number | undefined {
  if (!whole) return undefined
  const scaled = Math.abs(part) * 10_000
  if (whole < 0 || !Number.isSafeInteger(2 * scaled)) return percentOfAny(part, whole)
  const rest = scaled % whole
  const hundredths = (scaled - rest) / whole + (2 * rest >= whole ? 1 : 0)
  return (part < 0 ? -hundredths : hundredths) / 100
}

const percentOfAny = (part: number, whole: number): number =>
  new Decimal(part).times(100).dividedBy(whole).toDecimalPlaces(2, Decimal.ROUND_HALF_UP).toNumber()
