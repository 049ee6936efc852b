import type { Unplaced } from '../../../domain/event.ts'
import type { Frame } from '../../../domain/frame.ts'
import { unreadable } from '../../unreadable.ts'
import { bookSideIn, codeIn, instantIn } from '../fields.ts'
import type { Fields } from '../message.ts'

/** The order book of a quote topic. */
export function quote(fields: Fields, frame: Frame): Extract<Unplaced, { kind: 'quote' }> {
  if (fields('bids') === undefined && fields('asks') === undefined)
    unreadable('bids', undefined, 'the levels of a book')
  const bid = bookSideIn(fields, 'bids')
  const ask = bookSideIn(fields, 'asks')
  return {
    kind: 'quote',
    seq: frame.seq,
    exchangeTime: instantIn(fields),
    receivedTime: frame.receivedTime,
    symbol: codeIn(fields),
    venue: undefined,
    bids: bid.levels,
    asks: ask.levels,
    auctionBidVolume: bid.auctionVolume,
    auctionAskVolume: ask.auctionVolume,
    reference: undefined,
    ceiling: undefined,
    floor: undefined,
  }
}
