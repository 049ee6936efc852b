import { tables } from '../../../sinks/tables.ts'
import type { ClassifiedTrade } from '../../../src/domain/event.ts'
import { batchBuilder } from '../../../src/store/column-batch.ts'
import type { Store } from '../../../src/store/store.ts'
import { at, classifiedTrade } from '../../../src/testing/index.ts'

/** Appends trades: `[seq, time of day, date]` each. */
export async function appendTrades(
  store: Store,
  rows: readonly (readonly [number, string, string])[],
  some: Partial<ClassifiedTrade> = {},
): Promise<void> {
  const { add, take } = batchBuilder(tables.trade, 16)
  for (const [seq, time, date] of rows)
    add(classifiedTrade({ seq, exchangeTime: at(time, date), volume: seq * 100, ...some }), seq)
  await store.append('trades', take())
}
