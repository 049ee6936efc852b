import type { Unplaced } from '../../../domain/event.ts'
import type { Frame } from '../../../domain/frame.ts'
import { bookSideIn, codeIn, instantIn, priceIn, quantityIn } from '../fields.ts'
import type { Fields } from '../message.ts'

/** Last trade and book of an oddlot topic. Price and volume are absent where nothing was traded. */
export function oddLot(fields: Fields, frame: Frame): Extract<Unplaced, { kind: 'oddLot' }> {
  const volume = quantityIn(fields, 'q')
  return {
    kind: 'oddLot',
    seq: frame.seq,
    exchangeTime: instantIn(fields),
    receivedTime: frame.receivedTime,
    symbol: codeIn(fields),
    venue: undefined,
    price: priceIn(fields, 'p'),
    volume: volume === 0 ? undefined : volume,
    bids: bookSideIn(fields, 'bids').levels,
    asks: bookSideIn(fields, 'asks').levels,
  }
}
