import { fieldReader, isJsonObject, jsonObject } from '../json-object.ts'
import { unreadable } from '../unreadable.ts'
import { valuesByPlace } from '../values-by-place.ts'
import { FIELD_NAMES, type Message } from './values.ts'

const valuesOf = valuesByPlace(FIELD_NAMES)

/** Reads a data frame with `JSON.parse`: the way that takes everything. Throws `Unreadable` where the text is no JSON object. */
export function parseMessage(text: string): Message {
  const envelope = fieldReader(jsonObject(text, 'frame'))
  const data = envelope('data')
  return {
    channel: envelope('channel'),
    topic: envelope('topic'),
    data: () => valuesOf(isJsonObject(data) ? data : unreadable('data', data, 'a JSON object')),
  }
}
