import { DuckDBInstance } from '@duckdb/node-api'
import { describe, expect, it } from 'vitest'
import { selected } from '../../../../src/sources/replay/parquet/column.ts'
import { columnReader } from '../../../../src/sources/replay/parquet/columns.ts'
import { levelsAt } from '../../../../src/sources/replay/parquet/level-reader.ts'
import { fc, test } from '../../../property-tests.ts'

/** What stored texts are read as. */
async function read(texts: readonly string[]) {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  await connection.run('create table quotes (i integer, bids varchar)')
  const appender = await connection.createAppender('quotes')
  texts.forEach((text, i) => {
    appender.appendInteger(i)
    appender.appendVarchar(text)
    appender.endRow()
  })
  appender.closeSync()
  const column = { name: 'bids', type: 'levels' } as const
  const { columns, read } = columnReader([column])
  const side = (row: number) => levelsAt(columns.spans('bids').values, row, 'bids')
  const result = await connection.stream(`select ${selected(column, true)} from quotes order by i`)
  const sides: unknown[] = []
  for (;;) {
    const chunk = await result.fetchChunk()
    if (!chunk || chunk.rowCount === 0) break
    read(chunk)
    for (let row = 0; row < chunk.rowCount; row++) sides.push(attempt(() => side(row)))
  }
  connection.closeSync()
  instance.closeSync()
  return sides
}

function attempt<T>(task: () => T): T | string {
  try {
    return task()
  } catch (error) {
    return String(error)
  }
}

const level = fc.record({
  price: fc.integer({ min: 1, max: 10 ** 11 }),
  volume: fc.integer({ min: 0, max: 10 ** 9 }),
})
const textOf = (side: readonly { readonly price: number; readonly volume: number }[]) =>
  side.map(({ price, volume }) => `${price / 100}x${volume}`).join(' ')

describe('a side of an order book', () => {
  test.prop([fc.array(fc.array(level, { maxLength: 10 }), { minLength: 1, maxLength: 40 })], { numRuns: 20 })(
    'is read as it was written, short or long',
    async (sides) => {
      expect(await read(sides.map(textOf))).toEqual(sides)
    },
  )

  it('is read of more rows than come at a time, each its own', async () => {
    const sides = Array.from({ length: 5_000 }, (_, i) =>
      Array.from({ length: i % 11 }, (_, at) => ({ price: 1_000 + 5 * i + at, volume: i + at })),
    )
    expect(await read(sides.map(textOf))).toEqual(sides)
  })

  it('costs itself where it is not one, and none of those beside it', async () => {
    const good = '26500x1200 26450x300 26400x5000'
    const bad = ['26500', '26500x', 'x12', '1.234x1', '-5x1 26500x1200 2x', 'giá 26500x1200 26450x300', '0x1']
    const found = await read(bad.flatMap((text) => [good, text]))
    found.forEach((side, i) => {
      if (i % 2 === 1) expect(side).toContain('<price>x<volume>')
      else
        expect(side).toEqual([
          { price: 2_650_000, volume: 1_200 },
          { price: 2_645_000, volume: 300 },
          { price: 2_640_000, volume: 5_000 },
        ])
    })
  })
})
