import type { Rejected } from '../../../domain/event.ts'
import { number, text } from './cells.ts'
import { columns, type StoredKind } from './stored-kind.ts'

/** What could not be read when it came. */
export const storedRejected: StoredKind = {
  table: 'rejected',
  columns: [
    ...columns('integer', 'seq'),
    ...columns('time', 'received_time'),
    ...columns('text', 'reason', 'raw'),
  ],
  rows(of) {
    const cells = {
      seq: number(of, 'seq'),
      receivedTime: number(of, 'received_time'),
      reason: text(of, 'reason'),
    }
    const raw = of.texts('raw')
    return (row): Rejected => ({
      kind: 'rejected',
      seq: cells.seq(row),
      exchangeTime: undefined,
      receivedTime: cells.receivedTime(row),
      reason: cells.reason(row),
      raw: raw.values[row] ?? '',
    })
  },
}
