import type { ForeignTotals } from '../../../domain/event.ts'
import type { Frame } from '../../../domain/frame.ts'
import { countableFlow } from '../../countable.ts'
import {
  instantAt,
  nameAt,
  quantityAt,
  requiredAmount,
  requiredQuantity,
  roomOf,
  symbolOf,
  venueAt,
} from '../fields.ts'
import { AT, type Fields, rawAt } from '../values.ts'

/** What foreigners traded today and may still buy, of R. */
export function foreignTotals(fields: Fields, frame: Frame): ForeignTotals {
  const symbol = symbolOf(rawAt(fields, AT.Symbol))
  return {
    kind: 'foreign',
    seq: frame.seq,
    exchangeTime: instantAt(fields),
    receivedTime: frame.receivedTime,
    symbol,
    venue: venueAt(fields, symbol),
    buyVolume: countableFlow(requiredQuantity(fields, AT.BuyVol, AT.FBuyVol), 'BuyVol'),
    sellVolume: countableFlow(requiredQuantity(fields, AT.SellVol, AT.FSellVol), 'SellVol'),
    buyValue: requiredAmount(fields, AT.BuyVal, AT.FBuyVal),
    sellValue: requiredAmount(fields, AT.SellVal, AT.FSellVal),
    totalRoom: quantityAt(fields, AT.TotalRoom),
    currentRoom: roomOf(rawAt(fields, AT.CurrentRoom), nameAt(AT.CurrentRoom)),
  }
}
