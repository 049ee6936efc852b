/** What was made for a key, and of what. */
interface Made<T> {
  readonly of: readonly unknown[]
  readonly value: T
}

/** What is made anew only where its parts are others. */
export interface Remembered<K, T> {
  /** What is made of the parts under a key: the same value for as long as they are the same. */
  of(key: K, parts: readonly unknown[], make: () => T): T
  clear(): void
}

const isSame = (a: readonly unknown[], b: readonly unknown[]) =>
  a.length === b.length && a.every((part, i) => part === b[i])

/**
 * Remembers the newest value of each key. A view is read at each push, and most of its rows have not changed since the last: one that is the
 * same object need not be made, compared or written again.
 */
export function remembered<K, T>(): Remembered<K, T> {
  const made = new Map<K, Made<T>>()
  return {
    of(key, parts, make) {
      const before = made.get(key)
      if (before && isSame(before.of, parts)) return before.value
      const value = make()
      made.set(key, { of: parts, value })
      return value
    },
    clear: () => made.clear(),
  }
}
