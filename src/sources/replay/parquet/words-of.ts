import type { DuckDBVector } from '@duckdb/node-api'

/** The 32-bit words of a vector's memory: a BigInt or an object a cell would cost ten times as much. */
export function wordsOf(vector: DuckDBVector): Int32Array {
  const memory: unknown = Reflect.get(vector, 'items') ?? Reflect.get(vector, 'dataView')
  if (memory instanceof BigInt64Array || memory instanceof DataView)
    return new Int32Array(memory.buffer, memory.byteOffset, memory.byteLength / 4)
  throw new TypeError(
    `This version of @duckdb/node-api keeps ${String(vector.type)} vectors in an unknown way.`,
  )
}
