import type { ClassifiedTrade } from '../../../domain/event.ts'
import type { Side, SideBasis, TradePhase, Venue } from '../../../domain/market.ts'
import type { Columns } from './columns.ts'
import {
  columns,
  maybeColumns,
  newColumns,
  stampColumns,
  type StoredKind,
  venues,
  wordColumn,
} from './stored-kind.ts'
import { isTrue, maybePriceAt, priceAt, textAt, valueAt } from './values.ts'

const sides: readonly Side[] = ['buy', 'sell', 'neutral']
const bases: readonly SideBasis[] = ['feed', 'quote', 'tick', 'none']
const phases: readonly TradePhase[] = ['ato', 'continuous', 'atc', 'plo', 'putThrough', 'other']

const feedSideOf = (side: Side, basis: SideBasis): 'buy' | 'sell' | undefined =>
  basis === 'feed' && side !== 'neutral' ? side : undefined

/**
 * Trades as they were stored: known as new against the day's volume, and with their aggressor. Both were decided by what came before and
 * is not in the table (the messages that told nothing new, the quotes, the breaks of the connection), so they are taken as they are.
 */
export const storedTrades: StoredKind = {
  table: 'trades',
  columns: [
    ...stampColumns,
    ...columns('text', 'symbol'),
    wordColumn('venue', venues),
    wordColumn('side', sides),
    wordColumn('basis', bases),
    wordColumn('phase', phases),
    ...columns('price', 'price'),
    ...maybeColumns('price', 'bid_price', 'ask_price'),
    ...columns('integer', 'volume', 'value'),
    ...maybeColumns('boolean', 'restart'),
    ...newColumns('integer', 'total_volume'),
    ...newColumns('boolean', 'late'),
  ],
  rows,
}

function valuesOf({ numbers, texts }: Columns) {
  return {
    seq: numbers('seq').values,
    exchangeTime: numbers('exchange_time').values,
    receivedTime: numbers('received_time').values,
    symbol: texts('symbol').values,
    venue: texts('venue').values,
    price: numbers('price').values,
    volume: numbers('volume').values,
    value: numbers('value').values,
    phase: texts('phase').values,
    totalVolume: numbers('total_volume').values,
    late: numbers('late').values,
    restart: numbers('restart').values,
    side: texts('side').values,
    basis: texts('basis').values,
    bid: numbers('bid_price').values,
    ask: numbers('ask_price').values,
  }
}

function rows(read: Columns): (row: number) => ClassifiedTrade {
  const of = valuesOf(read)
  return (row) => {
    const side = textAt(of.side, row) as Side
    const basis = textAt(of.basis, row) as SideBasis
    return {
      kind: 'trade',
      seq: valueAt(of.seq, row),
      exchangeTime: valueAt(of.exchangeTime, row),
      receivedTime: valueAt(of.receivedTime, row),
      symbol: textAt(of.symbol, row),
      venue: textAt(of.venue, row) as Venue,
      price: priceAt(of.price, row),
      volume: valueAt(of.volume, row),
      value: valueAt(of.value, row),
      phase: textAt(of.phase, row) as TradePhase,
      feedSide: feedSideOf(side, basis),
      // Not a number where the row is from before it was kept: no place in the day's volume, before or behind none.
      totalVolume: valueAt(of.totalVolume, row),
      late: isTrue(of.late, row),
      restart: isTrue(of.restart, row),
      side,
      basis,
      bid: maybePriceAt(of.bid, row),
      ask: maybePriceAt(of.ask, row),
    }
  }
}
