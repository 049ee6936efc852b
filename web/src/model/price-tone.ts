/** How a price stands to the day's limits; decides its colour. */
export type PriceTone = 'ceiling' | 'floor' | 'reference' | 'up' | 'down' | 'none'

/** The day's limits of a security, each absent while unknown. */
export interface PriceLimits {
  readonly ceiling: number | undefined
  readonly floor: number | undefined
  readonly reference: number | undefined
}

/**
 * The tone of a price. Ceiling and floor come before the reference: of a penny share they can be one tick apart.
 * Equality is exact, for all four numbers come from the same exact prices.
 */
export function priceTone(price: number | undefined, { ceiling, floor, reference }: PriceLimits): PriceTone {
  if (price === undefined) return 'none'
  if (price === ceiling) return 'ceiling'
  if (price === floor) return 'floor'
  if (reference === undefined) return 'none'
  if (price === reference) return 'reference'
  return price > reference ? 'up' : 'down'
}
