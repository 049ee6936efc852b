/** A number of bars. Throws a `RangeError` on what is none. */
export function periodOf(bars: number): number {
  if (Number.isInteger(bars) && bars > 0) return bars
  throw new RangeError(`An indicator reaches over whole bars, one at least, not ${bars}.`)
}
