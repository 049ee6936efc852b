import { DuckDBTypeId } from '@duckdb/node-api'
import type { ColumnData, NumberData, Rows } from './column-batch.ts'
import { fillLevels } from './fill-levels.ts'
import { fillTexts } from './fill-texts.ts'
import type { NumberType } from './table.ts'
import type { VectorBuffer } from './vector-buffer.ts'

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
 * Writes rows of a column as a vector of the database has them in memory: a price is the 64-bit integer of its hundredths, a time that of
 * its microseconds. A whole number beyond those that can be counted is the last of them. Throws on a value that does not fit the type.
 */
export function fillVector(buffer: VectorBuffer, column: ColumnData, rows: Rows): void {
  if (column.type === 'text') fillTexts(buffer, column, rows)
  else if (column.type === 'levels') fillLevels(buffer, column, rows)
  else fillNumbers(buffer, column, rows)
}

function fillNumbers(buffer: VectorBuffer, column: NumberData, rows: Rows): void {
  const { name, type } = column
  const { typeId, sql } = kept[type]
  if (buffer.type.typeId !== typeId || (type === 'price' && String(buffer.type) !== sql))
    throw new TypeError(
      `Column ${name} is ${String(buffer.type)} in the database; ${type} is kept as ${sql}.`,
    )
  if (type === 'boolean') fillPlain(buffer, buffer.bytes, { column, rows })
  else if (type === 'real') fillPlain(buffer, buffer.reals, { column, rows })
  else fillIntegers(buffer, column, rows)
}

interface Part {
  readonly column: NumberData
  readonly rows: Rows
}

function fillPlain(
  { hole }: VectorBuffer,
  memory: Float64Array | Uint8Array,
  { column: { values }, rows: { from, count, at } }: Part,
): void {
  for (let i = 0; i < count; i += 1) {
    const value = values[from + i] ?? NaN
    memory[at + i] = value
    if (Number.isNaN(value)) hole(at + i)
  }
}

/** 64-bit integers in two halves: a BigInt a cell would cost ten times as much. */
function fillIntegers({ words, hole }: VectorBuffer, { name, type, values }: NumberData, rows: Rows): void {
  const { from, count, at } = rows
  const scale = type === 'time' ? 1_000 : 1
  for (let i = 0; i < count; i += 1) {
    const value = values[from + i] ?? NaN
    let whole = scale === 1 ? value : Math.round(value * scale)
    if (!Number.isSafeInteger(whole)) {
      if (Number.isNaN(value)) {
        hole(at + i)
        continue
      }
      whole = countable(name, type, value)
    }
    words[2 * (at + i)] = whole
    words[2 * (at + i) + 1] = Math.floor(whole / WORD)
  }
}

/**
 * The most that can be counted, for a sum beyond it: what a feed says by mistake may add up to that, and must not end the program, which would
 * come by it again at each start.
 */
function countable(name: string, type: NumberType, value: number): number {
  if (type === 'integer' && Number.isInteger(value)) return Math.sign(value) * Number.MAX_SAFE_INTEGER
  throw new RangeError(`Column ${name} takes whole numbers, not ${value}.`)
}
