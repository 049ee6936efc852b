import type { Gap } from '../../../domain/event.ts'
import type { Venue } from '../../../domain/market.ts'
import { columns, maybeColumns, stampColumns, type StoredKind, venues, wordColumn } from './stored-kind.ts'
import { isTrue, maybeAt, textAt, valueAt } from './values.ts'

const reasons: readonly Gap['reason'][] = ['start', 'lost']

/** Volume that was never told as trades, as it was found when the messages came. */
export const storedGaps: StoredKind = {
  table: 'gaps',
  columns: [
    ...stampColumns,
    ...columns('text', 'symbol'),
    wordColumn('venue', venues),
    wordColumn('reason', reasons),
    ...maybeColumns('time', 'from_time'),
    ...columns('time', 'to_time'),
    ...columns('integer', 'missing_volume'),
    ...maybeColumns('boolean', 'restart'),
  ],
  rows({ numbers, texts }) {
    const of = {
      seq: numbers('seq').values,
      exchangeTime: numbers('exchange_time').values,
      receivedTime: numbers('received_time').values,
      symbol: texts('symbol').values,
      venue: texts('venue').values,
      from: numbers('from_time').values,
      to: numbers('to_time').values,
      missingVolume: numbers('missing_volume').values,
      reason: texts('reason').values,
      restart: numbers('restart').values,
    }
    return (row): Gap => ({
      kind: 'gap',
      seq: valueAt(of.seq, row),
      exchangeTime: valueAt(of.exchangeTime, row),
      receivedTime: valueAt(of.receivedTime, row),
      symbol: textAt(of.symbol, row),
      venue: textAt(of.venue, row) as Venue,
      from: maybeAt(of.from, row),
      to: valueAt(of.to, row),
      missingVolume: valueAt(of.missingVolume, row),
      reason: textAt(of.reason, row) as Gap['reason'],
      restart: isTrue(of.restart, row),
    })
  },
}
