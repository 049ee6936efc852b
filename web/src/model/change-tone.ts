import type { PriceTone } from './price-tone.ts'

/** The tone of a change: of an index, of a basis, of a net value. */
export function changeTone(change: number | undefined): PriceTone {
  if (change === undefined) return 'none'
  if (change === 0) return 'reference'
  return change > 0 ? 'up' : 'down'
}
