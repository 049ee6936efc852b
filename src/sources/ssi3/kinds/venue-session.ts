import type { VenueSession } from '../../../domain/event.ts'
import type { Frame } from '../../../domain/frame.ts'
import { venueFieldOf } from '../../ssi/fields.ts'
import { unreadable } from '../../unreadable.ts'
import { instantIn, wordIn } from '../fields.ts'
import { AT, type Values } from '../values.ts'

/** The session of a board, of market.FLAG. The list of flags is open: the word is kept as it is. */
export const venueSession = (values: Values, frame: Frame): VenueSession => ({
  kind: 'venueSession',
  seq: frame.seq,
  exchangeTime: instantIn(values),
  receivedTime: frame.receivedTime,
  venue: venueFieldOf(values[AT.b], 'b'),
  session: wordIn(values, AT.f) || unreadable('f', values[AT.f], 'the flag of a session'),
})
