import type { IndexValue } from '../../../domain/event.ts'
import { maybePrice, number, priceIn, text } from './cells.ts'
import { columns, stampColumns, type StoredKind } from './stored-kind.ts'

/** Values of the followed indices. */
export const storedIndices: StoredKind = {
  table: 'index_values',
  columns: [
    ...stampColumns,
    ...columns('text', 'index_id'),
    ...columns('price', 'value', 'prior_value'),
    ...columns('integer', 'total_volume', 'total_value', 'advances', 'declines', 'no_changes'),
  ],
  rows(of) {
    const cells = {
      seq: number(of, 'seq'),
      exchangeTime: number(of, 'exchange_time'),
      receivedTime: number(of, 'received_time'),
      indexId: text(of, 'index_id'),
      value: priceIn(of, 'value'),
      prior: maybePrice(of, 'prior_value'),
      totalVolume: number(of, 'total_volume'),
      totalValue: number(of, 'total_value'),
      advances: number(of, 'advances'),
      declines: number(of, 'declines'),
      noChanges: number(of, 'no_changes'),
    }
    return (row): IndexValue => ({
      kind: 'index',
      seq: cells.seq(row),
      exchangeTime: cells.exchangeTime(row),
      receivedTime: cells.receivedTime(row),
      indexId: cells.indexId(row),
      value: cells.value(row),
      prior: cells.prior(row),
      totalVolume: cells.totalVolume(row),
      totalValue: cells.totalValue(row),
      advances: cells.advances(row),
      declines: cells.declines(row),
      noChanges: cells.noChanges(row),
    })
  },
}
