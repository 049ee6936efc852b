import type { Quote } from '../../../domain/event.ts'
import { maybeNumber, maybePrice, number, text, word } from './cells.ts'
import { levels } from './level-reader.ts'
import { columns, stampColumns, type StoredKind, venues, wordColumn } from './stored-kind.ts'

/** Order books, as often as they were told. */
export const storedQuotes: StoredKind = {
  table: 'quotes',
  columns: [
    ...stampColumns,
    ...columns('text', 'symbol'),
    ...columns('levels', 'bids', 'asks'),
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
