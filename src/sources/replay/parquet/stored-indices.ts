import type { IndexValue } from '../../../domain/event.ts'
import { columns, maybeColumns, stampColumns, type StoredKind } from './stored-kind.ts'
import { maybePriceAt, priceAt, textAt, valueAt } from './values.ts'

/** Values of the followed indices. */
export const storedIndices: StoredKind = {
  table: 'index_values',
  columns: [
    ...stampColumns,
    ...columns('text', 'index_id'),
    ...columns('price', 'value'),
    ...maybeColumns('price', 'prior_value'),
    ...columns('integer', 'total_volume', 'total_value', 'advances', 'declines', 'no_changes'),
  ],
  rows({ numbers, texts }) {
    const of = {
      seq: numbers('seq').values,
      exchangeTime: numbers('exchange_time').values,
      receivedTime: numbers('received_time').values,
      indexId: texts('index_id').values,
      value: numbers('value').values,
      prior: numbers('prior_value').values,
      totalVolume: numbers('total_volume').values,
      totalValue: numbers('total_value').values,
      advances: numbers('advances').values,
      declines: numbers('declines').values,
      noChanges: numbers('no_changes').values,
    }
    return (row): IndexValue => ({
      kind: 'index',
      seq: valueAt(of.seq, row),
      exchangeTime: valueAt(of.exchangeTime, row),
      receivedTime: valueAt(of.receivedTime, row),
      indexId: textAt(of.indexId, row),
      value: priceAt(of.value, row),
      prior: maybePriceAt(of.prior, row),
      totalVolume: valueAt(of.totalVolume, row),
      totalValue: valueAt(of.totalValue, row),
      advances: valueAt(of.advances, row),
      declines: valueAt(of.declines, row),
      noChanges: valueAt(of.noChanges, row),
    })
  },
}
