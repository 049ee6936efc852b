import type { Unplaced } from '../../../domain/event.ts'
import type { Frame } from '../../../domain/frame.ts'
import { checkCountable } from '../../countable.ts'
import { required } from '../../ssi/fields.ts'
import { amountIn, codeIn, instantIn, priceIn, quantityIn, requiredQuantity } from '../fields.ts'
import { AT, type Values } from '../values.ts'

/** The negotiated deal of a put topic. */
export function putThrough(values: Values, frame: Frame): Extract<Unplaced, { kind: 'putThrough' }> {
  const symbol = codeIn(values)
  const price = required(priceIn(values, AT.p), 'p', 'a price above 0')
  const volume = requiredQuantity(values, AT.q)
  checkCountable({ symbol, price, volume }, 'q')
  return {
    kind: 'putThrough',
    seq: frame.seq,
    exchangeTime: instantIn(values),
    receivedTime: frame.receivedTime,
    symbol,
    venue: undefined,
    price,
    volume,
    board: undefined,
    totalVolume: quantityIn(values, AT.tq),
    totalValue: amountIn(values, AT.tv),
  }
}
