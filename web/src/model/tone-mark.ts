import type { PriceTone } from './price-tone.ts'

/** The sign beside a colour, for those who do not see it. */
export const toneMark: Readonly<Record<PriceTone, string>> = {
  ceiling: '▲',
  up: '▲',
  reference: '■',
  down: '▼',
  floor: '▼',
  none: '',
}
