import type { Band, Unplaced } from '../../../domain/event.ts'
import type { Frame } from '../../../domain/frame.ts'
import { venueFieldOf } from '../../ssi/fields.ts'
import { codeIn, instantIn, priceIn } from '../fields.ts'
import type { Fields } from '../message.ts'

/** The day's limits of market.CODE. Its board may be absent. */
export function band(fields: Fields, frame: Frame): Band | Extract<Unplaced, { kind: 'band' }> {
  const board = fields('b')
  const limits = {
    kind: 'band' as const,
    seq: frame.seq,
    exchangeTime: instantIn(fields),
    receivedTime: frame.receivedTime,
    symbol: codeIn(fields),
    reference: priceIn(fields, 'ref'),
    ceiling: priceIn(fields, 'ce'),
    floor: priceIn(fields, 'fl'),
  }
  return board === undefined || board === ''
    ? { ...limits, venue: undefined }
    : { ...limits, venue: venueFieldOf(board, 'b') }
}
