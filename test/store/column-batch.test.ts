import { describe, expect, it } from 'vitest'
import { batchBuilder, type ColumnBatch } from '../../src/store/column-batch.ts'
import type { Table } from '../../src/store/table.ts'
import { textsOf } from '../../src/store/word-book.ts'

interface Row {
  readonly size?: number
  readonly name?: string
  readonly good: boolean
}
const table: Table<Row> = {
  name: 'rows',
  columns: [
    { name: 'size', type: 'integer', value: ({ size }) => size },
    { name: 'good', type: 'boolean', value: ({ good }) => good },
    { name: 'name', type: 'text', value: ({ name }) => name },
  ],
}

const wordsOf = ({ columns }: ColumnBatch) =>
  columns.flatMap((column) => (column.type === 'text' ? textsOf(column.words) : []))

describe('a batch of columns', () => {
  it('has numbers as they are, and a number for each word', () => {
    const { add, take, rowCount } = batchBuilder(table, 2)
    add({ size: 5, name: 'b', good: true }, 3)
    add({ name: 'a', good: false }, 3)
    add({ size: 7, name: 'b', good: true }, 4)
    add({ size: 0, good: true }, 9)
    expect(rowCount()).toBe(4)
    const batch = take()
    expect(batch).toMatchObject({
      rowCount: 4,
      firstSeq: 3,
      lastSeq: 9,
      columns: [
        { name: 'size', type: 'integer', values: Float64Array.of(5, NaN, 7, 0) },
        { name: 'good', type: 'boolean', values: Float64Array.of(1, 0, 1, 1) },
        { name: 'name', type: 'text', codes: Uint32Array.of(1, 2, 1, 0) },
      ],
    })
    expect(wordsOf(batch)).toEqual(['b', 'a'])
  })

  it('begins anew after each', () => {
    const { add, take, rowCount } = batchBuilder(table, 8)
    add({ size: 5, name: 'b', good: true }, 3)
    take()
    expect(rowCount()).toBe(0)
    add({ size: 6, name: 'a', good: true }, 4)
    const batch = take()
    expect(batch).toMatchObject({
      rowCount: 1,
      firstSeq: 4,
      lastSeq: 4,
      columns: [{ values: Float64Array.of(6) }, { values: Float64Array.of(1) }, { codes: Uint32Array.of(2) }],
    })
    // Words are kept, for most come again.
    expect(wordsOf(batch)).toEqual(['b', 'a'])
  })

  it('lies in one buffer, whatever its columns are', () => {
    const { add, take } = batchBuilder(table, 2)
    for (let i = 0; i < 5; i += 1) add({ size: i, name: `${i}`, good: true }, i + 1)
    const buffers = take().columns.map((column) => ('codes' in column ? column.codes : column.values).buffer)
    expect(new Set(buffers).size).toBe(1)
  })
})
