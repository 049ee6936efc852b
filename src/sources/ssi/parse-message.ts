import { fieldReader, isJsonObject, type JsonObject, jsonObject } from '../json-object.ts'
import { unreadable } from '../unreadable.ts'
import { FIELD_NAMES, type Message, PLACES } from './values.ts'

const FOLDED: ReadonlyMap<string, number> = new Map([...PLACES].map(([name, at]) => [name.toLowerCase(), at]))

/**
 * Reads a message with `JSON.parse`: the way that takes everything, and that says what any other way has to give.
 * A field that is spelled as documented goes before one in another case; of those the last counts.
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

function valuesOf(content: JsonObject): readonly unknown[] {
  const values = new Array<unknown>(FIELD_NAMES.length).fill(undefined)
  for (const [key, value] of Object.entries(content)) {
    const at = PLACES.get(key) ?? folded(key, content)
    if (at !== undefined) values[at] = value ?? undefined
  }
  return values
}

/** The place of a field that is spelled in another case, unless it is there as documented too. */
function folded(key: string, content: JsonObject): number | undefined {
  const at = FOLDED.get(key.toLowerCase())
  return at === undefined || Object.hasOwn(content, FIELD_NAMES[at] ?? '') ? undefined : at
}
