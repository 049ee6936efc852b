import { DuckDBTypeId, type DuckDBVector } from '@duckdb/node-api'
import type { ColumnData, NumberData, Rows } from './column-batch.ts'
import { fillLevels } from './fill-levels.ts'
import { fillTexts } from './fill-texts.ts'
import { markNulls } from './mark-nulls.ts'
import type { NumberType } from './table.ts'
import { vectorMemory } from './vector-memory.ts'

const WORD = 2 ** 32

/** What the database must keep a column as, so that it means what it is. */
const kept: Readonly<Record<NumberType, { readonly typeId: DuckDBTypeId; readonly sql: string }>> = {
  integer: { typeId: DuckDBTypeId.BIGINT, sql: 'BIGINT' },
  price: { typeId: DuckDBTypeId.DECIMAL, sql: 'DECIMAL(18,2)' },
  time: { typeId: DuckDBTypeId.TIMESTAMP_TZ, sql: 'TIMESTAMP WITH TIME ZONE' },
  real: { typeId: DuckDBTypeId.DOUBLE, sql: 'DOUBLE' },
  boolean: { typeId: DuckDBTypeId.BOOLEAN, sql: 'BOOLEAN' },
}

/**
 * Writes rows of a column into a vector of the database, which takes them as they lie in memory: a price is the
 * 64-bit integer of its hundredths, a time that of its microseconds. Throws on a value that does not fit the type.
 */
export function fillVector(vector: DuckDBVector, column: ColumnData, rows: Rows) {
  if (column.type === 'text') fillTexts(vector, column, rows)
  else if (column.type === 'levels') fillLevels(vector, column, rows)
  else fillNumbers(vector, column, rows)
  vector.flush()
}

function fillNumbers(vector: DuckDBVector, { name, type, values }: NumberData, rows: Rows) {
  const { typeId, sql } = kept[type]
  if (vector.type.typeId !== typeId || (type === 'price' && String(vector.type) !== sql))
    throw new TypeError(
      `Column ${name} is ${String(vector.type)} in the database; ${type} is kept as ${sql}.`,
    )
  const part = values.subarray(rows.from, rows.from + rows.count)
  if (type === 'boolean') vectorMemory(vector, Uint8Array).set(part)
  else if (type === 'real') vectorMemory(vector, Float64Array).set(part)
  else fillIntegers(vectorMemory(vector, Int32Array), part, { name, scale: type === 'time' ? 1_000 : 1 })
  markNulls(vector, part.length, (i) => Number.isNaN(part[i]))
}

/** 64-bit integers in two halves: a BigInt a cell would cost ten times as much. */
function fillIntegers(
  halves: Int32Array,
  values: Float64Array,
  { name, scale }: { readonly name: string; readonly scale: number },
) {
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] ?? NaN
    if (Number.isNaN(value)) continue
    const whole = scale === 1 ? value : Math.round(value * scale)
    if (!Number.isSafeInteger(whole))
      throw new RangeError(`Column ${name} takes whole numbers, not ${value}.`)
    halves[2 * i] = whole
    halves[2 * i + 1] = Math.floor(whole / WORD)
  }
}
