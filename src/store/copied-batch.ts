import type { ColumnBatch, ColumnData } from './column-batch.ts'

/** The same batch in memory of its own: one of the two can be handed over, and the other is kept. */
export function copiedBatch(batch: ColumnBatch): ColumnBatch {
  const copies = new Map<ArrayBuffer, ArrayBuffer>()
  const copyOf = (buffer: ArrayBuffer): ArrayBuffer => {
    const copy = copies.get(buffer) ?? buffer.slice(0)
    copies.set(buffer, copy)
    return copy
  }
  return { ...batch, columns: batch.columns.map((column) => copiedColumn(column, copyOf)) }
}

function copiedColumn(column: ColumnData, copyOf: (buffer: ArrayBuffer) => ArrayBuffer): ColumnData {
  if (column.type === 'text') {
    const { codes, words } = column
    const { laidOut } = words
    return {
      ...column,
      codes: new Uint32Array(copyOf(codes.buffer), codes.byteOffset, codes.length),
      words: {
        ...words,
        laidOut: new Int32Array(copyOf(laidOut.buffer), laidOut.byteOffset, laidOut.length),
      },
    }
  }
  const { values } = column
  const copied = new Float64Array(copyOf(values.buffer), values.byteOffset, values.length)
  if (column.type !== 'levels') return { ...column, values: copied }
  const { counts } = column
  return {
    ...column,
    values: copied,
    counts: new Uint8Array(copyOf(counts.buffer), counts.byteOffset, counts.length),
  }
}
