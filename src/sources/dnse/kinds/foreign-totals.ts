import type { ForeignTotals } from '../../../domain/event.ts'
import { countableFlow } from '../../countable.ts'
import { required, roomOf } from '../../ssi/fields.ts'
import { type Message, securityOf, stampOf } from '../message.ts'
import type { FieldName } from '../messages.ts'
import { amountIn, countIn } from '../units.ts'

/**
 * What foreigners traded today on all boards, of `f`; on the message's own board where it names no total.
 *
 * What they may still buy is `foreignerBuyPossibleQuantity`, in the document's words. `foreignerOrderLimitQuantity`, which it calls the
 * most that they may own, is the smaller of the two in its own samples, so that cannot be: `totalRoom` stays unknown.
 */
export function foreignTotals(message: Message): ForeignTotals {
  const { symbol, venue } = securityOf(message)
  const { fields } = message
  const told = (total: FieldName, ofBoard: FieldName): readonly [unknown, FieldName] =>
    fields(total) === undefined ? [fields(ofBoard), ofBoard] : [fields(total), total]
  const volume = (...names: readonly [FieldName, FieldName]) =>
    countableFlow(required(countIn(...told(...names)), names[0], 'a whole number, 0 or more'), names[0])
  const value = (...names: readonly [FieldName, FieldName]) =>
    required(amountIn(...told(...names)), names[0], 'an amount of VND')
  return {
    kind: 'foreign',
    ...stampOf(message),
    symbol,
    venue,
    buyVolume: volume('totalBuyVolume', 'buyVolume'),
    sellVolume: volume('totalSellVolume', 'sellVolume'),
    buyValue: value('totalBuyTradedAmount', 'buyTradedAmount'),
    sellValue: value('totalSellTradedAmount', 'sellTradedAmount'),
    totalRoom: undefined,
    currentRoom: roomOf(fields('foreignerBuyPossibleQuantity'), 'foreignerBuyPossibleQuantity'),
  }
}
