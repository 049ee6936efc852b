import type { Random } from './random.ts'

/**
 * Draws indices in proportion to their weights, in constant time (Walker's alias method).
 * Throws a `RangeError` when there is nothing to draw.
 *
 * @param weights - 0 or more each, not all 0
 */
export function weightedChoice(weights: readonly number[]): (random: Random) => number {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  if (!(total > 0)) throw new RangeError('There is no weight to choose by.')
  const slots = weights.map((weight, index) => ({
    index,
    share: (weight * weights.length) / total,
    other: index,
  }))
  level(slots)
  return (random) => {
    const slot = slots[random.below(slots.length)]
    return slot && random.uniform() >= slot.share ? slot.other : (slot?.index ?? 0)
  }
}

/** An index, the part of its slot that is its own, and whose the rest is. */
interface Slot {
  readonly index: number
  share: number
  other: number
}

/** Fills each poor slot up from a rich one, until all are full. */
function level(slots: readonly Slot[]): void {
  const poor = slots.filter(({ share }) => share < 1)
  const rich = slots.filter(({ share }) => share >= 1)
  for (
    let filled = poor.pop(), giver = rich.at(-1);
    filled && giver;
    filled = poor.pop(), giver = rich.at(-1)
  ) {
    filled.other = giver.index
    giver.share -= 1 - filled.share
    if (giver.share < 1) poor.push(...rich.splice(-1))
  }
}
