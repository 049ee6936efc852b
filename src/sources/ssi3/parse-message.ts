import { fieldReader, isJsonObject, jsonObject } from '../json-object.ts'
import { unreadable } from '../unreadable.ts'
import type { Message } from './message.ts'

/** Reads a data frame with `JSON.parse`: the way that takes everything. Throws `Unreadable` where the text is no JSON object. */
export function parseMessage(text: string): Message {
  const envelope = fieldReader(jsonObject(text, 'frame'))
  const data = envelope('data')
  return {
    channel: envelope('channel'),
    topic: envelope('topic'),
    data: () => fieldReader(isJsonObject(data) ? data : unreadable('data', data, 'a JSON object')),
  }
}
