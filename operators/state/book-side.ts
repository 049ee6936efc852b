import type { Level } from '../../src/domain/market.ts'
import type { Quantity } from '../../src/domain/money.ts'

/** What waits in the best levels of a side. */
export function volumeOf(side: readonly Level[], levels: number): Quantity {
  let volume = 0
  for (let i = 0; i < levels && i < side.length; i++) volume += side[i]?.volume ?? 0
  return volume
}

/** Throws a `RangeError` on a number of levels that is none. */
export function checkLevels(levels: number): void {
  if (Number.isInteger(levels) && levels > 0) return
  throw new RangeError(`A book is looked into by whole levels, one at least, not ${levels}.`)
}
