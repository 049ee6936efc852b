import type { PutThrough } from '../../../domain/event.ts'
import { required } from '../../ssi/fields.ts'
import { lastOf } from '../last-of.ts'
import { type Message, securityOf, stampOf } from '../message.ts'
import { billionsIn, quantityIn } from '../units.ts'

/** The negotiated deal of `t` and `te` on the boards T1 and T3, of odd lots on T4 and T6. The totals are those of its board. */
export function putThrough(message: Message): PutThrough {
  const { fields } = message
  const security = securityOf(message)
  const { price, volume } = lastOf(message, security)
  return {
    kind: 'putThrough',
    ...stampOf(message),
    symbol: security.symbol,
    venue: security.venue,
    price: required(price, 'matchPrice', 'a price above 0'),
    volume: required(volume, 'matchQtty', 'a quantity above 0'),
    board: security.board,
    totalVolume: quantityIn(fields('totalVolumeTraded'), 'totalVolumeTraded', security),
    totalValue: billionsIn(fields('grossTradeAmount'), 'grossTradeAmount'),
  }
}
