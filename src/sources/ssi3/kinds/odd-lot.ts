import type { Unplaced } from '../../../domain/event.ts'
import type { Frame } from '../../../domain/frame.ts'
import { bookSideIn, codeIn, instantIn, priceIn, quantityIn } from '../fields.ts'
import { AT, type Values } from '../values.ts'

/** Last trade and book of an oddlot topic. Price and volume are absent where nothing was traded. */
export function oddLot(values: Values, frame: Frame): Extract<Unplaced, { kind: 'oddLot' }> {
  const volume = quantityIn(values, AT.q)
  return {
    kind: 'oddLot',
    seq: frame.seq,
    exchangeTime: instantIn(values),
    receivedTime: frame.receivedTime,
    symbol: codeIn(values),
    venue: undefined,
    price: priceIn(values, AT.p),
    volume: volume === 0 ? undefined : volume,
    bids: bookSideIn(values, AT.bids).levels,
    asks: bookSideIn(values, AT.asks).levels,
  }
}
