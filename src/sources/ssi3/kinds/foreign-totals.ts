import type { Unplaced } from '../../../domain/event.ts'
import type { Frame } from '../../../domain/frame.ts'
import { codeIn, instantIn, quantityIn, requiredAmount, requiredQuantity } from '../fields.ts'
import type { Fields } from '../message.ts'

/** What foreigners traded today and may still buy, of a room topic. */
export const foreignTotals = (fields: Fields, frame: Frame): Extract<Unplaced, { kind: 'foreign' }> => ({
  kind: 'foreign',
  seq: frame.seq,
  exchangeTime: instantIn(fields),
  receivedTime: frame.receivedTime,
  symbol: codeIn(fields),
  venue: undefined,
  buyVolume: requiredQuantity(fields, 'bq'),
  sellVolume: requiredQuantity(fields, 'sq'),
  buyValue: requiredAmount(fields, 'bv'),
  sellValue: requiredAmount(fields, 'sv'),
  totalRoom: quantityIn(fields, 'tr'),
  currentRoom: quantityIn(fields, 'cr'),
})
