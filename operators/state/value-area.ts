import type { Price, Quantity } from '../../src/domain/money.ts'

/** Volume at one price. */
interface Level {
  readonly price: Price
  readonly volume: Quantity
}

/** Where most of a volume lies. */
interface ValueArea {
  readonly volume: Quantity
  readonly pointOfControl: Price
  readonly valueAreaLow: Price
  readonly valueAreaHigh: Price
}

/**
 * The point of control of some levels, and the prices about it that hold a share of their volume.
 *
 * @param levels - one at least, the lowest price first
 */
export function valueArea(levels: readonly Level[], share: number): ValueArea {
  const volume = levels.reduce((sum, level) => sum + level.volume, 0)
  const control = highest(levels)
  // First of all: without a level the search below would have no end.
  const pointOfControl = priceAt(levels, control)
  let low = control
  let high = control
  let held = volumeAt(levels, control)
  // Sums of more than can be counted depend on their order: of all levels together some may be missing to the whole.
  while (held < share * volume && high - low < levels.length - 1) {
    const below = volumeAt(levels, low - 1)
    const above = volumeAt(levels, high + 1)
    if (above >= below) high += 1
    else low -= 1
    held += Math.max(above, below)
  }
  return {
    volume,
    pointOfControl,
    valueAreaLow: priceAt(levels, low),
    valueAreaHigh: priceAt(levels, high),
  }
}

/** Below any volume where there is no level: it is never taken before one. */
const volumeAt = (levels: readonly Level[], place: number): number => levels[place]?.volume ?? -1

function priceAt(levels: readonly Level[], place: number): Price {
  const level = levels[place]
  if (level) return level.price
  throw new RangeError('A profile has one level at least.')
}

function highest(levels: readonly Level[]): number {
  let best = 0
  for (const [place, { volume }] of levels.entries()) if (volume > volumeAt(levels, best)) best = place
  return best
}
