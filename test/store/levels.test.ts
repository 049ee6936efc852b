import { expect, it } from 'vitest'
import { tables } from '../../sinks/tables.ts'
import type { Level } from '../../src/domain/market.ts'
import type { Price } from '../../src/domain/money.ts'
import { batchBuilder } from '../../src/store/column-batch.ts'
import { openStore } from '../../src/store/store.ts'
import { quote } from '../../src/testing/index.ts'

/** So many levels, of prices with and without decimals, small and large. */
const levels = (count: number, seed: number): readonly Level[] =>
  Array.from({ length: count }, (_, i) => ({
    price: (((seed * 7_919 + i * 31) % 9_000_000) + 1) as Price,
    volume: (seed % 97) ** 5 + i,
  }))

const textOf = (side: readonly Level[]): string =>
  side.map(({ price, volume }) => `${price / 100}x${volume}`).join(' ')

it('keeps the levels of order books, however many rows there are', async () => {
  const quotes = Array.from({ length: 5_000 }, (_, i) =>
    quote({ seq: i + 1, bids: levels(i % 11, i), asks: levels((i * 3) % 4, i + 5) }),
  )
  const { add, take, rowCount } = batchBuilder(tables.quote, 8)
  const batches = quotes.flatMap((row) => {
    add(row, row.seq)
    return rowCount() === 1_500 || row.seq === quotes.length ? [take()] : []
  })
  const store = await openStore({ path: ':memory:' })
  await store.append('quotes', ...batches)
  const kept = await store.query('select bids, asks from quotes order by seq')
  await store.close()
  expect(kept).toEqual(quotes.map(({ bids, asks }) => ({ bids: textOf(bids), asks: textOf(asks) })))
})
