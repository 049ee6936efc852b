import type { Unplaced } from '../../../domain/event.ts'
import type { Frame } from '../../../domain/frame.ts'
import { required } from '../../ssi/fields.ts'
import { amountIn, codeIn, instantIn, priceIn, quantityIn, requiredQuantity } from '../fields.ts'
import type { Fields } from '../message.ts'

/** The negotiated deal of a put topic. */
export const putThrough = (fields: Fields, frame: Frame): Extract<Unplaced, { kind: 'putThrough' }> => ({
  kind: 'putThrough',
  seq: frame.seq,
  exchangeTime: instantIn(fields),
  receivedTime: frame.receivedTime,
  symbol: codeIn(fields),
  venue: undefined,
  price: required(priceIn(fields, 'p'), 'p', 'a price above 0'),
  volume: requiredQuantity(fields, 'q'),
  totalVolume: quantityIn(fields, 'tq'),
  totalValue: amountIn(fields, 'tv'),
})
