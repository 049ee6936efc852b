import type { DuckDBVector } from '@duckdb/node-api'

/** Marks the rows of a vector that have no value. All others have one: the vector is new. */
export function markNulls(vector: DuckDBVector, count: number, isNull: (row: number) => boolean): void {
  let bits: Uint32Array | undefined
  for (let row = 0; row < count; row += 1) {
    if (!isNull(row)) continue
    bits ??= presence(vector, row)
    bits[row >> 5] = (bits[row >> 5] ?? 0) & ~(1 << (row & 31))
  }
}

/** The bits that say which rows have a value: the binding makes them at the first null, and its own way to set one costs a BigInt. */
function presence(vector: DuckDBVector, firstNull: number): Uint32Array {
  vector.setItem(firstNull, null)
  const bits: unknown = Reflect.get(Object(Reflect.get(vector, 'validity')), 'data')
  if (bits instanceof BigUint64Array) return new Uint32Array(bits.buffer, bits.byteOffset, 2 * bits.length)
  throw new TypeError('This version of @duckdb/node-api keeps nulls in an unknown way.')
}
