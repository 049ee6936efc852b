import type { ForeignTotals } from '../../../domain/event.ts'
import type { Frame } from '../../../domain/frame.ts'
import { instantOf, quantityOf, requiredAmount, requiredQuantity, symbolOf, venueOf } from '../fields.ts'
import { AT, type Values } from '../values.ts'

/** What foreigners traded today and may still buy, of R. */
export function foreignTotals(values: Values, frame: Frame): ForeignTotals {
  const symbol = symbolOf(values[AT.Symbol])
  return {
    kind: 'foreign',
    seq: frame.seq,
    exchangeTime: instantOf(values),
    receivedTime: frame.receivedTime,
    symbol,
    venue: venueOf(values, symbol),
    buyVolume: requiredQuantity(values, AT.BuyVol, AT.FBuyVol),
    sellVolume: requiredQuantity(values, AT.SellVol, AT.FSellVol),
    buyValue: requiredAmount(values, AT.BuyVal, AT.FBuyVal),
    sellValue: requiredAmount(values, AT.SellVal, AT.FSellVal),
    totalRoom: quantityOf(values[AT.TotalRoom], 'TotalRoom'),
    currentRoom: quantityOf(values[AT.CurrentRoom], 'CurrentRoom'),
  }
}
