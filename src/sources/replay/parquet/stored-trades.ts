import type { ClassifiedTrade } from '../../../domain/event.ts'
import type { Side, SideBasis, TradePhase } from '../../../domain/market.ts'
import { flag, maybeNumber, maybePrice, number, priceIn, text, word } from './cells.ts'
import type { Columns } from './columns.ts'
import { columns, newColumns, stampColumns, type StoredKind, venues, wordColumn } from './stored-kind.ts'

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
    ...columns('price', 'price', 'bid_price', 'ask_price'),
    ...columns('integer', 'volume', 'value'),
    ...columns('boolean', 'restart'),
    ...newColumns('integer', 'total_volume'),
    ...newColumns('boolean', 'late'),
  ],
  rows,
}

function cellsOf(of: Columns) {
  return {
    seq: number(of, 'seq'),
    exchangeTime: number(of, 'exchange_time'),
    receivedTime: number(of, 'received_time'),
    symbol: text(of, 'symbol'),
    venue: word(of, 'venue', venues),
    price: priceIn(of, 'price'),
    volume: number(of, 'volume'),
    value: number(of, 'value'),
    phase: word(of, 'phase', phases),
    totalVolume: maybeNumber(of, 'total_volume'),
    late: flag(of, 'late'),
    restart: flag(of, 'restart'),
    side: word(of, 'side', sides),
    basis: word(of, 'basis', bases),
    bid: maybePrice(of, 'bid_price'),
    ask: maybePrice(of, 'ask_price'),
  }
}

function rows(of: Columns): (row: number) => ClassifiedTrade {
  const cells = cellsOf(of)
  return (row) => {
    const side = cells.side(row)
    const basis = cells.basis(row)
    return {
      kind: 'trade',
      seq: cells.seq(row),
      exchangeTime: cells.exchangeTime(row),
      receivedTime: cells.receivedTime(row),
      symbol: cells.symbol(row),
      venue: cells.venue(row),
      price: cells.price(row),
      volume: cells.volume(row),
      value: cells.value(row),
      phase: cells.phase(row),
      feedSide: feedSideOf(side, basis),
      // Not a number where the row is from before it was kept: no place in the day's volume, before or behind none.
      totalVolume: cells.totalVolume(row) ?? NaN,
      late: cells.late(row),
      restart: cells.restart(row),
      side,
      basis,
      bid: cells.bid(row),
      ask: cells.ask(row),
    }
  }
}
