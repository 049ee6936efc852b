import type { Quote } from '../../src/domain/event.ts'
import type { Table } from '../../src/store/table.ts'
import { stamp } from './stamp.ts'

/** Order books, as often as they were told: the best levels apart, and all of them. */
export const quotes: Table<Quote> = {
  name: 'quotes',
  columns: [
    ...stamp,
    { name: 'symbol', type: 'text', value: ({ symbol }) => symbol },
    { name: 'venue', type: 'text', value: ({ venue }) => venue },
    { name: 'bid_price', type: 'price', value: ({ bids }) => bids[0]?.price },
    { name: 'bid_volume', type: 'integer', value: ({ bids }) => bids[0]?.volume },
    { name: 'ask_price', type: 'price', value: ({ asks }) => asks[0]?.price },
    { name: 'ask_volume', type: 'integer', value: ({ asks }) => asks[0]?.volume },
    { name: 'bids', type: 'levels', value: ({ bids }) => bids },
    { name: 'asks', type: 'levels', value: ({ asks }) => asks },
    { name: 'auction_bid_volume', type: 'integer', value: ({ auctionBidVolume }) => auctionBidVolume },
    { name: 'auction_ask_volume', type: 'integer', value: ({ auctionAskVolume }) => auctionAskVolume },
    { name: 'reference', type: 'price', value: ({ reference }) => reference },
    { name: 'ceiling', type: 'price', value: ({ ceiling }) => ceiling },
    { name: 'floor', type: 'price', value: ({ floor }) => floor },
  ],
}
