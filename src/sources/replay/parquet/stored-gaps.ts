import type { Gap } from '../../../domain/event.ts'
import { flag, maybeNumber, number, text, word } from './cells.ts'
import { columns, stampColumns, type StoredKind, venues, wordColumn } from './stored-kind.ts'

const reasons: readonly Gap['reason'][] = ['start', 'lost']

/** Volume that was never told as trades, as it was found when the messages came. */
export const storedGaps: StoredKind = {
  table: 'gaps',
  columns: [
    ...stampColumns,
    ...columns('text', 'symbol'),
    wordColumn('venue', venues),
    wordColumn('reason', reasons),
    ...columns('time', 'from_time', 'to_time'),
    ...columns('integer', 'missing_volume'),
    ...columns('boolean', 'restart'),
  ],
  rows(of) {
    const cells = {
      seq: number(of, 'seq'),
      exchangeTime: number(of, 'exchange_time'),
      receivedTime: number(of, 'received_time'),
      symbol: text(of, 'symbol'),
      venue: word(of, 'venue', venues),
      from: maybeNumber(of, 'from_time'),
      to: number(of, 'to_time'),
      missingVolume: number(of, 'missing_volume'),
      reason: word(of, 'reason', reasons),
      restart: flag(of, 'restart'),
    }
    return (row): Gap => ({
      kind: 'gap',
      seq: cells.seq(row),
      exchangeTime: cells.exchangeTime(row),
      receivedTime: cells.receivedTime(row),
      symbol: cells.symbol(row),
      venue: cells.venue(row),
      from: cells.from(row),
      to: cells.to(row),
      missingVolume: cells.missingVolume(row),
      reason: cells.reason(row),
      restart: cells.restart(row),
    })
  },
}
