import type { Unplaced } from '../../../domain/event.ts'
import type { Frame } from '../../../domain/frame.ts'
import { required } from '../../ssi/fields.ts'
import { amountIn, codeIn, instantIn, priceIn, quantityIn, requiredQuantity } from '../fields.ts'
import { AT, type Values } from '../values.ts'

/** The negotiated deal of a put topic. */
export const putThrough = (values: Values, frame: Frame): Extract<Unplaced, { kind: 'putThrough' }> => ({
  kind: 'putThrough',
  seq: frame.seq,
  exchangeTime: instantIn(values),
  receivedTime: frame.receivedTime,
  symbol: codeIn(values),
  venue: undefined,
  price: required(priceIn(values, AT.p), 'p', 'a price above 0'),
  volume: requiredQuantity(values, AT.q),
  board: undefined,
  totalVolume: quantityIn(values, AT.tq),
  totalValue: amountIn(values, AT.tv),
})
