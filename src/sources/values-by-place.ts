import type { JsonObject } from './json-object.ts'

/**
 * Makes a reader of objects that gives the values of fields by their place, `undefined` for one that is absent or null.
 * A field that is spelled as documented goes before one in another case; of those the last counts.
 *
 * @param names - the field that stands at each place, as documented; place 0 is nobody's
 */
export function valuesByPlace(names: readonly string[]): (object: JsonObject) => readonly unknown[] {
  const places = new Map(names.map((name, at): [string, number] => [name, at]).slice(1))
  const folded = new Map([...places].map(([name, at]) => [name.toLowerCase(), at]))
  /** The place of a field that is spelled in another case, unless it is there as documented too. */
  const foldedPlace = (key: string, object: JsonObject): number | undefined => {
    const at = folded.get(key.toLowerCase())
    return at === undefined || Object.hasOwn(object, names[at] ?? '') ? undefined : at
  }
  return (object) => {
    const values = new Array<unknown>(names.length).fill(undefined)
    for (const key of Object.keys(object)) {
      const at = places.get(key) ?? foldedPlace(key, object)
      if (at !== undefined) values[at] = object[key] ?? undefined
    }
    return values
  }
}
