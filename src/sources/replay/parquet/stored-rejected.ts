import type { Rejected } from '../../../domain/event.ts'
import { columns, maybeColumns, type StoredKind } from './stored-kind.ts'
import { textAt, valueAt } from './values.ts'

/** What could not be read when it came. */
export const storedRejected: StoredKind = {
  table: 'rejected',
  columns: [
    ...columns('integer', 'seq'),
    ...columns('time', 'received_time'),
    ...columns('text', 'reason'),
    ...maybeColumns('text', 'raw'),
  ],
  rows({ numbers, texts }) {
    const of = {
      seq: numbers('seq').values,
      receivedTime: numbers('received_time').values,
      reason: texts('reason').values,
      raw: texts('raw').values,
    }
    return (row): Rejected => ({
      kind: 'rejected',
      seq: valueAt(of.seq, row),
      exchangeTime: undefined,
      receivedTime: valueAt(of.receivedTime, row),
      reason: textAt(of.reason, row),
      raw: textAt(of.raw, row),
    })
  },
}
