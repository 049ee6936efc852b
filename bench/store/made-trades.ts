import { tables } from '../../sinks/tables.ts'
import type { ClassifiedTrade } from '../../src/domain/event.ts'
import { turnover } from '../../src/domain/money.ts'
import { instantOf } from '../../src/domain/time.ts'
import { batchBuilder, type ColumnBatch } from '../../src/store/column-batch.ts'
import { price } from '../../src/testing/index.ts'

const OPEN = instantOf('2026-11-20', 9.25 * 3_600_000)
const SYMBOLS = 1_600

/**
 * Trades of a busy day, 2,000 a second: the one of a place in the log. All have one shape, as those of the pipelines do: made by spreading
 * parts, each had a shape of its own, and to read one cost six times as much.
 */
export function madeTrade(seq: number): ClassifiedTrade {
  const paid = price(20_000 + ((seq * 31) % 400) * 50)
  const volume = 100 * (1 + ((seq * 17) % 50))
  return {
    kind: 'trade',
    seq,
    exchangeTime: OPEN + Math.floor(seq / 2_000) * 1_000,
    receivedTime: OPEN + Math.floor(seq / 2),
    symbol: `S${(seq * 7_919) % SYMBOLS}`,
    venue: 'HOSE',
    price: paid,
    volume,
    value: turnover(paid, volume),
    phase: 'continuous',
    feedSide: undefined,
    totalVolume: seq * 100,
    late: false,
    restart: false,
    side: seq % 3 === 0 ? 'buy' : 'sell',
    basis: 'quote',
    bid: price(20_000),
    ask: price(20_050),
  }
}

/** Batches of trades, in typed arrays. */
export function madeBatches(count: number, size: number): readonly ColumnBatch[] {
  const { add, take } = batchBuilder(tables.trade, size)
  return Array.from({ length: count }, (_, at) => {
    for (let i = 1; i <= size; i += 1) add(madeTrade(at * size + i), at * size + i)
    return take()
  })
}
