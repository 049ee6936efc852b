import type { Quote } from '../../../domain/event.ts'
import type { Venue } from '../../../domain/market.ts'
import { levelsAt } from './level-reader.ts'
import { columns, maybeColumns, stampColumns, type StoredKind, venues, wordColumn } from './stored-kind.ts'
import { maybeAt, maybePriceAt, textAt, valueAt } from './values.ts'

/** Order books, as often as they were told. */
export const storedQuotes: StoredKind = {
  table: 'quotes',
  columns: [
    ...stampColumns,
    ...columns('text', 'symbol'),
    ...columns('levels', 'bids', 'asks'),
    wordColumn('venue', venues),
    ...maybeColumns('integer', 'auction_bid_volume', 'auction_ask_volume'),
    ...maybeColumns('price', 'reference', 'ceiling', 'floor'),
  ],
  rows({ numbers, texts, spans }) {
    const of = {
      seq: numbers('seq').values,
      exchangeTime: numbers('exchange_time').values,
      receivedTime: numbers('received_time').values,
      symbol: texts('symbol').values,
      venue: texts('venue').values,
      bids: spans('bids').values,
      asks: spans('asks').values,
      auctionBidVolume: numbers('auction_bid_volume').values,
      auctionAskVolume: numbers('auction_ask_volume').values,
      reference: numbers('reference').values,
      ceiling: numbers('ceiling').values,
      floor: numbers('floor').values,
    }
    return (row): Quote => ({
      kind: 'quote',
      seq: valueAt(of.seq, row),
      exchangeTime: valueAt(of.exchangeTime, row),
      receivedTime: valueAt(of.receivedTime, row),
      symbol: textAt(of.symbol, row),
      venue: textAt(of.venue, row) as Venue,
      bids: levelsAt(of.bids, row, 'bids'),
      asks: levelsAt(of.asks, row, 'asks'),
      auctionBidVolume: maybeAt(of.auctionBidVolume, row),
      auctionAskVolume: maybeAt(of.auctionAskVolume, row),
      reference: maybePriceAt(of.reference, row),
      ceiling: maybePriceAt(of.ceiling, row),
      floor: maybePriceAt(of.floor, row),
    })
  },
}
