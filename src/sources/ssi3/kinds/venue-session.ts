import type { VenueSession } from '../../../domain/event.ts'
import type { Frame } from '../../../domain/frame.ts'
import { venueFieldOf } from '../../ssi/fields.ts'
import { unreadable } from '../../unreadable.ts'
import { instantIn, wordIn } from '../fields.ts'
import type { Fields } from '../message.ts'

/** The session of a board, of market.FLAG. The list of flags is open: the word is kept as it is. */
export const venueSession = (fields: Fields, frame: Frame): VenueSession => ({
  kind: 'venueSession',
  seq: frame.seq,
  exchangeTime: instantIn(fields),
  receivedTime: frame.receivedTime,
  venue: venueFieldOf(fields('b'), 'b'),
  session: wordIn(fields, 'f') || unreadable('f', fields('f'), 'the flag of a session'),
})
