import type { Unplaced } from '../../../domain/event.ts'
import type { Frame } from '../../../domain/frame.ts'
import { countableFlow } from '../../countable.ts'
import { roomOf } from '../../ssi/fields.ts'
import { codeIn, instantIn, plain, quantityIn, requiredAmount, requiredQuantity } from '../fields.ts'
import { AT, type Values } from '../values.ts'

/** What foreigners traded today and may still buy, of a room topic. */
export const foreignTotals = (values: Values, frame: Frame): Extract<Unplaced, { kind: 'foreign' }> => ({
  kind: 'foreign',
  seq: frame.seq,
  exchangeTime: instantIn(values),
  receivedTime: frame.receivedTime,
  symbol: codeIn(values),
  venue: undefined,
  buyVolume: countableFlow(requiredQuantity(values, AT.bq), 'bq'),
  sellVolume: countableFlow(requiredQuantity(values, AT.sq), 'sq'),
  buyValue: requiredAmount(values, AT.bv),
  sellValue: requiredAmount(values, AT.sv),
  totalRoom: quantityIn(values, AT.tr),
  currentRoom: roomOf(plain(values[AT.cr]), 'cr'),
})
