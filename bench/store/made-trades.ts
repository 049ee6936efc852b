import { tables } from '../../sinks/tables.ts'
import { instantOf } from '../../src/domain/time.ts'
import { batchBuilder, type ColumnBatch } from '../../src/store/column-batch.ts'
import { classifiedTrade, price } from '../../src/testing/index.ts'

const OPEN = instantOf('2026-11-20', 9.25 * 3_600_000)
const SYMBOLS = 1_600

/** Trades of a busy day, 2,000 a second: the one of a place in the log. */
export const madeTrade = (seq: number) =>
  classifiedTrade({
    seq,
    exchangeTime: OPEN + Math.floor(seq / 2_000) * 1_000,
    receivedTime: OPEN + Math.floor(seq / 2),
    symbol: `S${(seq * 7_919) % SYMBOLS}`,
    price: price(20_000 + ((seq * 31) % 400) * 50),
    volume: 100 * (1 + ((seq * 17) % 50)),
    totalVolume: seq * 100,
    side: seq % 3 === 0 ? 'buy' : 'sell',
    basis: 'quote',
    bid: price(20_000),
    ask: price(20_050),
  })

/** Batches of trades, in typed arrays. */
export function madeBatches(count: number, size: number): readonly ColumnBatch[] {
  const { add, take } = batchBuilder(tables.trade, size)
  return Array.from({ length: count }, (_, at) => {
    for (let i = 1; i <= size; i += 1) add(madeTrade(at * size + i), at * size + i)
    return take()
  })
}
