/** The value of a key, made and kept when there is none. Values are mutable records; the map is an operator's state. */
export function keyed<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key)
  if (value === undefined) map.set(key, (value = make()))
  return value
}
