import { type DuckDBType, DuckDBTypeId } from '@duckdb/node-api'
import duckdb, { type Vector } from '@duckdb/node-bindings'
import { type TextHeap, textHeap } from './text-heap.ts'

/** Rows that a vector of the database holds. */
export const CHUNK = 2_048

/** A column of a chunk while it is filled: memory of our own, laid out as the database's vector, which takes it in one copy. */
export interface VectorBuffer {
  readonly type: DuckDBType
  /** The memory, as what it is filled as. */
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly words: Int32Array<ArrayBuffer>
  readonly reals: Float64Array<ArrayBuffer>
  /** Says that a row has no value. */
  readonly hole: (row: number) => void
  /** Texts of any length; a short one may as well be written into the memory. */
  readonly texts: TextHeap
  /** Copies so many rows into the vector, which has to be new, and begins anew. */
  readonly send: (count: number) => void
}

/** @param vector - of a chunk that lives as long as the buffer */
export function vectorBuffer(vector: Vector, type: DuckDBType): VectorBuffer {
  const width = widthOf(type)
  const memory = new ArrayBuffer(width * CHUNK)
  // A bit a row, set where there is a value.
  const present = new Uint32Array(CHUNK / 32).fill(ALL)
  const words = new Int32Array(memory)
  const texts = textHeap(vector, words)
  let isWhole = true

  function sendHoles(): void {
    if (isWhole) return
    duckdb.vector_ensure_validity_writable(vector)
    duckdb.copy_data_to_vector_validity(vector, 0, present.buffer, 0, present.byteLength)
    present.fill(ALL)
    isWhole = true
  }

  return {
    type,
    bytes: new Uint8Array(memory),
    words,
    reals: new Float64Array(memory),
    hole(row) {
      present[row >> 5] = (present[row >> 5] ?? 0) & ~(1 << (row & 31))
      isWhole = false
    },
    texts,
    send(count) {
      texts.send()
      duckdb.copy_data_to_vector(vector, 0, memory, 0, count * width)
      sendHoles()
    },
  }
}

const ALL = 0xff_ff_ff_ff

/** Bytes of a value in a vector. */
function widthOf({ typeId }: DuckDBType): number {
  if (typeId === DuckDBTypeId.VARCHAR) return 16
  return typeId === DuckDBTypeId.BOOLEAN || typeId === DuckDBTypeId.ENUM ? 1 : 8
}
