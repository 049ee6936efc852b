import type { Connection, DecodedEvent, FeedEvent } from '../domain/event.ts'
import type { Frame } from '../domain/frame.ts'
import type { Instant } from '../domain/time.ts'
import { decodeDnse } from './dnse/decode.ts'
import { decodeDnseRest } from './dnse/decode-rest.ts'
import { type JsonObject, jsonObject } from './json-object.ts'
import { orRejected, rejected } from './rejected.ts'
import { decodeParquet, PARQUET } from './replay/parquet/parquet-frame.ts'
import { decodeSsi } from './ssi/decode.ts'
import { decodeSsiRest } from './ssi/decode-rest.ts'
import { decodeSsi3 } from './ssi3/decode.ts'
import { decodeSsi3Rest } from './ssi3/decode-rest.ts'
import { unreadable } from './unreadable.ts'

/**
 * The events of a frame, by its source. Pure: the same frame gives the same events, in the same order, whenever it is read.
 *
 * - `ssi`, `ssi3`, `dnse`: a message of FastConnect v2, of v3, of DNSE's stream. `ssi-rest`, `ssi3-rest`, `dnse-rest`: the
 *   answer of a REST list. `link`: `{"state":…,"source":…,"reason":…}`.
 *   `clock`: `{"exchangeTime":…}`. `parquet`: rows of stored tables, which are events already.
 * - A frame that cannot be read, or whose source nobody knows, gives one `rejected` event.
 * - What no venue stamped, as a link or a list, has the exchange time that its frame names, else 0, which moves no clock.
 */
export function decode(frame: Frame): readonly FeedEvent[] {
  const read = READERS.get(frame.source)
  if (read) return read(frame)
  const known = [...READERS.keys()].join(', ')
  return [rejected(frame, `source is ${JSON.stringify(frame.source)}, expected one of ${known}`)]
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

const READERS: ReadonlyMap<string, (frame: Frame) => readonly FeedEvent[]> = new Map([
  ['ssi', decodeSsi],
  ['ssi-rest', decodeSsiRest],
  ['ssi3', decodeSsi3],
  ['ssi3-rest', decodeSsi3Rest],
  ['dnse', decodeDnse],
  ['dnse-rest', decodeDnseRest],
  ['link', (frame: Frame) => own(frame, connection)],
  ['clock', (frame: Frame) => own(frame, clock)],
  [PARQUET, decodeParquet],
])
