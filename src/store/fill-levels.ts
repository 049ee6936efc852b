import { DuckDBTypeId } from '@duckdb/node-api'
import type { LevelsData, Rows } from './column-batch.ts'
import type { VectorBuffer } from './vector-buffer.ts'

/** Writes rows of a side of an order book, a text each. Throws where the database has no texts. */
export function fillLevels(buffer: VectorBuffer, column: LevelsData, { from, count, at }: Rows): void {
  const { name, counts, values } = column
  if (buffer.type.typeId !== DuckDBTypeId.VARCHAR)
    throw new TypeError(
      `Column ${name} is ${String(buffer.type)} in the database; levels are kept as VARCHAR.`,
    )
  let place = 0
  for (let row = 0; row < from; row += 1) place += 2 * (counts[row] ?? 0)
  for (let i = 0; i < count; i += 1) {
    const end = place + 2 * (counts[from + i] ?? 0)
    buffer.text(at + i, levelsText(values, place, end))
    place = end
  }
}

function levelsText(values: Float64Array, from: number, end: number): string {
  let text = ''
  for (let at = from; at < end; at += 2)
    text += `${at === from ? '' : ' '}${(values[at] ?? NaN) / 100}x${values[at + 1] ?? NaN}`
  return text
}
