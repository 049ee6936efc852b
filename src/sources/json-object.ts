import { unreadable } from './unreadable.ts'

/** A parsed JSON object whose fields are not yet checked. */
export type JsonObject = Readonly<Record<string, unknown>>

/** Whether a parsed JSON value is an object, and neither an array nor null. */
export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The JSON object in a text. Throws `Unreadable` when the text is not JSON, or another kind of value. */
export function jsonObject(text: string, what: string): JsonObject {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return unreadable(what, text, 'JSON')
  }
  return isJsonObject(value) ? value : unreadable(what, value, 'a JSON object')
}

/**
 * Reads the fields of an object by name, whatever the case in which it spells them.
 * `null` counts as absent: the answer is then `undefined`.
 */
export function fieldReader(object: JsonObject): (name: string) => unknown {
  let folded: Map<string, unknown> | undefined
  return (name) => {
    // As a rule the name is spelled as documented; the folded copy is made only for a message where one is not.
    if (Object.hasOwn(object, name)) return object[name] ?? undefined
    folded ??= new Map(Object.entries(object).map(([key, value]) => [key.toLowerCase(), value]))
    return folded.get(name.toLowerCase()) ?? undefined
  }
}
