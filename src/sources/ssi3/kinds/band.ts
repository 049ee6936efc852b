import type { Band, Unplaced } from '../../../domain/event.ts'
import type { Frame } from '../../../domain/frame.ts'
import { venueFieldOf } from '../../ssi/fields.ts'
import { codeIn, instantIn, priceIn } from '../fields.ts'
import { AT, type Values } from '../values.ts'

/** The day's limits of market.CODE. Its board may be absent. */
export function band(values: Values, frame: Frame): Band | Extract<Unplaced, { kind: 'band' }> {
  const board = values[AT.b]
  const limits = {
    kind: 'band' as const,
    seq: frame.seq,
    exchangeTime: instantIn(values),
    receivedTime: frame.receivedTime,
    symbol: codeIn(values),
    reference: priceIn(values, AT.ref),
    ceiling: priceIn(values, AT.ce),
    floor: priceIn(values, AT.fl),
  }
  return board === undefined || board === ''
    ? { ...limits, venue: undefined }
    : { ...limits, venue: venueFieldOf(board, 'b') }
}
