import { fieldReader, isJsonObject, type JsonObject, jsonObject } from '../json-object.ts'
import { unreadable } from '../unreadable.ts'
import { valuesByPlace } from '../values-by-place.ts'
import { FIELD_NAMES, type Message } from './values.ts'

const valuesOf = valuesByPlace(FIELD_NAMES)

/**
 * Reads a message with `JSON.parse`: the way that takes everything, and that says what any other way has to give.
 * Throws `Unreadable` where the text is no message.
 */
export function parseMessage(text: string): Message {
  const envelope = fieldReader(jsonObject(text, 'frame'))
  return { values: valuesOf(contentOf(envelope('Content'))), dataType: envelope('DataType') }
}

/** The content, which comes as text; some documents show the object itself. */
function contentOf(raw: unknown): JsonObject {
  if (typeof raw === 'string') return jsonObject(raw, 'Content')
  return isJsonObject(raw) ? raw : unreadable('Content', raw, 'JSON')
}
