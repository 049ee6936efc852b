import type { ForeignTotals } from '../../../domain/event.ts'
import type { Frame } from '../../../domain/frame.ts'
import {
  instantOfFields,
  quantityOf,
  requiredAmount,
  requiredQuantity,
  symbolOf,
  venueOf,
} from '../fields.ts'
import type { Fields } from '../messages.ts'

/** What foreigners traded today and may still buy, of R. */
export function foreignTotals(fields: Fields, frame: Frame): ForeignTotals {
  const symbol = symbolOf(fields('Symbol'))
  return {
    kind: 'foreign',
    seq: frame.seq,
    exchangeTime: instantOfFields(fields),
    receivedTime: frame.receivedTime,
    symbol,
    venue: venueOf(fields, symbol),
    buyVolume: requiredQuantity(fields, 'BuyVol', 'FBuyVol'),
    sellVolume: requiredQuantity(fields, 'SellVol', 'FSellVol'),
    buyValue: requiredAmount(fields, 'BuyVal', 'FBuyVal'),
    sellValue: requiredAmount(fields, 'SellVal', 'FSellVal'),
    totalRoom: quantityOf(fields('TotalRoom'), 'TotalRoom'),
    currentRoom: quantityOf(fields('CurrentRoom'), 'CurrentRoom'),
  }
}
