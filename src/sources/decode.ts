import type { Connection, DecodedEvent, FeedEvent } from '../domain/event.ts'
import type { Frame } from '../domain/frame.ts'
import type { Instant } from '../domain/time.ts'
import { type JsonObject, jsonObject } from './json-object.ts'
import { orRejected, rejected } from './rejected.ts'
import { decodeSsi } from './ssi/decode.ts'
import { decodeSsiRest } from './ssi/decode-rest.ts'
import { unreadable } from './unreadable.ts'

/**
 * The events of a frame, by its source. Pure: the same frame gives the same events, in the same order, whenever it is read.
 *
 * - `ssi`: a FastConnect v2 message. `ssi-rest`: the answer of a REST list. `link`: `{"state":…,"source":…,"reason":…}`.
 *   `clock`: `{"exchangeTime":…}`.
 * - A frame that cannot be read, or whose source nobody knows, gives one `rejected` event.
 * - What no venue stamped, as a link or a list, has the exchange time that its frame names, else 0, which moves no clock.
 */
export function decode(frame: Frame): readonly FeedEvent[] {
  switch (frame.source) {
    case 'ssi':
      return decodeSsi(frame)
    case 'ssi-rest':
      return decodeSsiRest(frame)
    case 'link':
      return own(frame, connection)
    case 'clock':
      return own(frame, clock)
    default:
      return [
        rejected(frame, `source is ${JSON.stringify(frame.source)}, expected ssi, ssi-rest, link or clock`),
      ]
  }
}

/** Reads a frame that this program made itself. */
const own = (frame: Frame, read: (body: JsonObject, frame: Frame) => DecodedEvent): readonly DecodedEvent[] =>
  orRejected(frame, () => [read(jsonObject(frame.text, 'frame'), frame)])

const connection = (body: JsonObject, { seq, receivedTime }: Frame): Connection => ({
  kind: 'connection',
  seq,
  exchangeTime: body['exchangeTime'] === undefined ? 0 : instantIn(body),
  receivedTime,
  state: stateIn(body),
  reason: typeof body['reason'] === 'string' ? body['reason'] : '',
})

const clock = (body: JsonObject, { seq, receivedTime }: Frame): DecodedEvent => ({
  kind: 'clock',
  seq,
  exchangeTime: instantIn(body),
  receivedTime,
})

function stateIn({ state }: JsonObject): Connection['state'] {
  return state === 'connected' || state === 'disconnected'
    ? state
    : unreadable('state', state, 'connected or disconnected')
}

function instantIn({ exchangeTime }: JsonObject): Instant {
  return typeof exchangeTime === 'number' && Number.isSafeInteger(exchangeTime) && exchangeTime >= 0
    ? exchangeTime
    : unreadable('exchangeTime', exchangeTime, 'milliseconds since 1970, UTC')
}
