import type { VenueSession } from '../../../domain/event.ts'
import { required } from '../../ssi/fields.ts'
import { sessionOf, venueOf } from '../ids.ts'
import { type Message, stampOf } from '../message.ts'

/** The session that a venue goes on to, of `s`, by its code: `40`. */
export const venueSession = (message: Message): VenueSession => ({
  kind: 'venueSession',
  ...stampOf(message),
  venue: venueOf(message.fields('marketId'), ''),
  session: required(
    sessionOf(message.fields('tradingSessionId')),
    'tradingSessionId',
    'the code of a session',
  ),
})
