import type { Unplaced } from '../../../domain/event.ts'
import type { Frame } from '../../../domain/frame.ts'
import { unreadable } from '../../unreadable.ts'
import { bookSideIn, codeIn, instantIn } from '../fields.ts'
import { AT, type Values } from '../values.ts'

/** The order book of a quote topic. */
export function quote(values: Values, frame: Frame): Extract<Unplaced, { kind: 'quote' }> {
  if (values[AT.bids] === undefined && values[AT.asks] === undefined)
    unreadable('bids', undefined, 'the levels of a book')
  const bid = bookSideIn(values, AT.bids)
  const ask = bookSideIn(values, AT.asks)
  return {
    kind: 'quote',
    seq: frame.seq,
    exchangeTime: instantIn(values),
    receivedTime: frame.receivedTime,
    symbol: codeIn(values),
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
