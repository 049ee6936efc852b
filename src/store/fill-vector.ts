import { DuckDBEnumType, DuckDBTypeId, type DuckDBVector } from '@duckdb/node-api'
import type { NumberData, TextData } from './column-batch.ts'
import type { NumberType } from './table.ts'

/** Which rows of a column go into a vector: `count` rows from `from` on. */
export interface Rows {
  readonly from: number
  readonly count: number
}

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
export function fillVector(vector: DuckDBVector, column: NumberData | TextData, rows: Rows) {
  if (column.type === 'text') fillTexts(vector, column, rows)
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
  if (type === 'boolean') part.forEach((value, i) => vector.setItem(i, value === 1))
  else if (type === 'real') doubles(vector).set(part)
  else fillIntegers(vector, part, { name, scale: type === 'time' ? 1_000 : 1 })
  part.forEach((value, i) => {
    if (Number.isNaN(value)) vector.setItem(i, null)
  })
}

/** 64-bit integers in two halves: a BigInt a cell would cost ten times as much. */
function fillIntegers(
  vector: DuckDBVector,
  values: Float64Array,
  { name, scale }: { readonly name: string; readonly scale: number },
) {
  const halves = new Int32Array(integers(vector).buffer, integers(vector).byteOffset, 2 * values.length)
  values.forEach((value, i) => {
    if (Number.isNaN(value)) return
    const whole = scale === 1 ? value : Math.round(value * scale)
    if (!Number.isSafeInteger(whole))
      throw new RangeError(`Column ${name} takes whole numbers, not ${value}.`)
    halves[2 * i] = whole
    halves[2 * i + 1] = Math.floor(whole / WORD)
  })
}

function fillTexts(vector: DuckDBVector, { name, codes, words }: TextData, { from, count }: Rows) {
  const part = codes.subarray(from, from + count)
  if (vector.type instanceof DuckDBEnumType) {
    const { values } = vector.type
    const unknown = words.find((word) => !values.includes(word))
    if (unknown !== undefined)
      throw new RangeError(`Column ${name} takes ${values.join(', ')}, not ${unknown}.`)
  }
  part.forEach((code, i) => vector.setItem(i, words[code - 1] ?? null))
}

/*
 * The binding keeps the memory of a vector private, and its own setters make an object a cell. What is found here is checked, so
 * that another version of the binding is told by an error and not by wrong numbers.
 */
const memory = (vector: DuckDBVector): unknown =>
  Reflect.get(vector, 'items') ?? Reflect.get(vector, 'dataView')

function integers(vector: DuckDBVector): BigInt64Array | DataView {
  const found = memory(vector)
  if (found instanceof BigInt64Array || found instanceof DataView) return found
  throw strange(vector)
}

function doubles(vector: DuckDBVector): Float64Array {
  const found = memory(vector)
  if (found instanceof Float64Array) return found
  throw strange(vector)
}

const strange = (vector: DuckDBVector) =>
  new TypeError(`This version of @duckdb/node-api keeps ${String(vector.type)} vectors in an unknown way.`)
