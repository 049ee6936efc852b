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

/** Whose memory each column lies in: arrays of shared memory are compared by what they hold. */
const numbered = new Map<unknown, number>()
const memoryOf = ({ columns }: ColumnBatch) =>
  columns.map((column) => {
    const { buffer } = 'codes' in column ? column.codes : column.values
    if (!numbered.has(buffer)) numbered.set(buffer, numbered.size)
    return numbered.get(buffer)
  })

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

  it('keeps its rows until its memory is given back, and lends that to a later one', () => {
    const { add, take, reuse } = batchBuilder(table, 2)
    const filled = (size: number) => {
      for (let i = 0; i < 2; i += 1) add({ size: size + i, name: `${size}`, good: true }, size)
      return take()
    }
    const first = filled(10)
    const second = filled(20)
    const third = filled(30)
    expect(memoryOf(first)).not.toEqual(memoryOf(second))
    expect(first).toMatchObject({ columns: [{ values: Float64Array.of(10, 11) }, {}, {}] })
    reuse(first)
    filled(40)
    const fifth = filled(50)
    expect(memoryOf(fifth)).toEqual(memoryOf(first))
    expect(second).toMatchObject({ columns: [{ values: Float64Array.of(20, 21) }, {}, {}] })
    expect(third).toMatchObject({ columns: [{ values: Float64Array.of(30, 31) }, {}, {}] })
    expect(wordsOf(first)).toEqual(['10'])
    expect(wordsOf(fifth)).toEqual(['10', '20', '30', '40', '50'])
  })

  it('has room for more rows than the one whose memory it takes', () => {
    const { add, take, reuse } = batchBuilder(table, 2)
    add({ size: 1, good: true }, 1)
    const small = take()
    for (let i = 0; i < 5; i += 1) add({ size: i, name: `${i}`, good: true }, 2)
    take()
    reuse(small)
    for (let batch = 0; batch < 2; batch += 1) {
      for (let i = 0; i < 5; i += 1) add({ size: i, name: `${i}`, good: true }, 3 + batch)
      expect(take()).toMatchObject({
        rowCount: 5,
        columns: [{ values: Float64Array.of(0, 1, 2, 3, 4) }, {}, {}],
      })
    }
  })
})
