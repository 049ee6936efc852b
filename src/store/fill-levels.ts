import { DuckDBTypeId } from '@duckdb/node-api'
import type { LevelsData, Rows } from './column-batch.ts'
import { MOST_DIGITS, putHundredths, putNumber } from './put-number.ts'
import type { VectorBuffer } from './vector-buffer.ts'

/** Most bytes of a level: a price, an x, a volume and what parts it from the next one. */
const LEVEL = 2 * MOST_DIGITS + 2
const [X, SPACE] = [120, 32]

/**
 * Writes rows of a side of an order book, a text each. Throws where the database has no texts. Digit by digit: as strings that are put
 * together, order books cost four times as much.
 */
export function fillLevels(
  { type, texts }: VectorBuffer,
  column: LevelsData,
  { from, count, at }: Rows,
): void {
  const { name, counts, values } = column
  if (type.typeId !== DuckDBTypeId.VARCHAR)
    throw new TypeError(`Column ${name} is ${String(type)} in the database; levels are kept as VARCHAR.`)
  let place = 0
  for (let row = 0; row < from; row += 1) place += 2 * (counts[row] ?? 0)
  for (let i = 0; i < count; i += 1) {
    const levels = counts[from + i] ?? 0
    const begin = texts.begin(LEVEL * levels)
    const end = place + 2 * levels
    texts.end(at + i, putLevels(texts.memory(), begin, values.subarray(place, end)))
    place = end
  }
}

/** Writes `26500x1200 26450x300`; gives the place behind it. */
function putLevels(memory: Buffer, begin: number, values: Float64Array): number {
  let to = begin
  for (let at = 0; at < values.length; at += 2) {
    if (at > 0) memory[to++] = SPACE
    to = putHundredths(memory, to, values[at] ?? NaN)
    memory[to++] = X
    to = putNumber(memory, to, values[at + 1] ?? NaN)
  }
  return to
}
