import { unreadable } from '../../unreadable.ts'
import type { Column } from './column.ts'

/** Rows with a value that their column does not take, and what throws the reason: the first one found. */
export type Faults = Map<number, () => never>

function note(faults: Faults, row: number, explain: () => never): void {
  if (!faults.has(row)) faults.set(row, explain)
}

/** Finds numbers that are missing where one is needed, and prices that are none. A pass over an array costs less than a look at each value as it is used. */
export function numberFaults({ name, type, isNeeded }: Column, values: Float64Array, faults: Faults): void {
  if (type === 'price') priceFaults(name, values, faults)
  if (isNeeded !== true) return
  for (let row = 0; row < values.length; row += 1)
    if (values[row] !== values[row])
      note(faults, row, () =>
        unreadable(name, type === 'price' ? NaN : undefined, type === 'price' ? PRICE : 'a number'),
      )
}

const PRICE = 'a price above 0'

function priceFaults(name: string, values: Float64Array, faults: Faults): void {
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row] ?? 1
    if (value < 1 || value > Number.MAX_SAFE_INTEGER)
      note(faults, row, () => unreadable(name, value / 100, PRICE))
  }
}

/** Finds texts that are missing where one is needed, and those that are none of the column's words. */
export function textFaults(
  { name, words, isNeeded }: Column,
  values: readonly string[],
  faults: Faults,
): void {
  if (isNeeded !== true) return
  const expected = words?.join(', ') ?? 'a text'
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row] ?? ''
    if (value === '' || value.charCodeAt(0) === 0)
      note(faults, row, () => unreadable(name, words ? value.slice(1) : undefined, expected))
  }
}
