import type { Quote } from '../../../domain/event.ts'
import type { Level } from '../../../domain/market.ts'
import { priceOf } from '../../../domain/money.ts'
import { unreadable } from '../../unreadable.ts'
import { maybeNumber, maybePrice, number, text, word } from './cells.ts'
import type { Columns } from './columns.ts'
import { columns, stampColumns, type StoredKind, venues, wordColumn } from './stored-kind.ts'

/** Order books, as often as they were told. */
export const storedQuotes: StoredKind = {
  table: 'quotes',
  columns: [
    ...stampColumns,
    ...columns('text', 'symbol', 'bids', 'asks'),
    wordColumn('venue', venues),
    ...columns('integer', 'auction_bid_volume', 'auction_ask_volume'),
    ...columns('price', 'reference', 'ceiling', 'floor'),
  ],
  rows(of) {
    const cells = {
      seq: number(of, 'seq'),
      exchangeTime: number(of, 'exchange_time'),
      receivedTime: number(of, 'received_time'),
      symbol: text(of, 'symbol'),
      venue: word(of, 'venue', venues),
      bids: levels(of, 'bids'),
      asks: levels(of, 'asks'),
      auctionBidVolume: maybeNumber(of, 'auction_bid_volume'),
      auctionAskVolume: maybeNumber(of, 'auction_ask_volume'),
      reference: maybePrice(of, 'reference'),
      ceiling: maybePrice(of, 'ceiling'),
      floor: maybePrice(of, 'floor'),
    }
    return (row): Quote => ({
      kind: 'quote',
      seq: cells.seq(row),
      exchangeTime: cells.exchangeTime(row),
      receivedTime: cells.receivedTime(row),
      symbol: cells.symbol(row),
      venue: cells.venue(row),
      bids: cells.bids(row),
      asks: cells.asks(row),
      auctionBidVolume: cells.auctionBidVolume(row),
      auctionAskVolume: cells.auctionAskVolume(row),
      reference: cells.reference(row),
      ceiling: cells.ceiling(row),
      floor: cells.floor(row),
    })
  },
}

/** One side of a book: `26500x1200 26450x300`, best first. */
function levels({ texts }: Columns, name: string): (row: number) => readonly Level[] {
  const column = texts(name)
  return (row) => {
    const side = column.values[row] ?? ''
    const found: Level[] = []
    for (let at = 0; at < side.length;) {
      const space = side.indexOf(' ', at)
      const end = space < 0 ? side.length : space
      found.push(levelOf(side, at, end) ?? unreadable(name, side.slice(at, end), '<price>x<volume>'))
      at = end + 1
    }
    return found
  }
}

const ZERO = 48

/** Reads digit by digit: no texts and no fractions are made on the way. */
function levelOf(side: string, at: number, end: number): Level | undefined {
  const cross = side.indexOf('x', at)
  const point = side.indexOf('.', at)
  if (cross < 0 || cross >= end) return undefined
  const isWhole = point < 0 || point > cross
  const price = priceOf(isWhole ? whole(side, at, cross) : Number(side.slice(at, cross)))
  const volume = whole(side, cross + 1, end)
  return price !== undefined && volume >= 0 ? { price, volume } : undefined
}

/** NaN where there is something else than digits. */
function whole(text: string, from: number, end: number): number {
  let value = from < end ? 0 : NaN
  for (let at = from; at < end; at++) {
    const digit = text.charCodeAt(at) - ZERO
    value = digit >= 0 && digit <= 9 ? value * 10 + digit : NaN
  }
  return value
}
