/** The rows of a view, each made when it is asked for, of what is known then. */
export interface Rows<T> {
  /** What the row of a key is made of is another now. Cheap: it is told of every event. */
  readonly changed: (key: string) => void
  /**
   * The rows of some keys, in their order, of those that have one: the same record, and in it the same rows, for as long as nothing in them
   * is told to have changed and the keys are the same list.
   */
  readonly of: (keys: readonly string[]) => RowsByKey<T>
  /** Forgets all rows. */
  readonly clear: () => void
}

type RowsByKey<T> = Readonly<Record<string, T>>
type Make<T> = (key: string) => T | undefined

/** Keeps the rows that did not change; one that was not there before stands in its place, not behind the others. */
function ordered<T>(keys: readonly string[], kept: RowsByKey<T>, make: Make<T>): RowsByKey<T> {
  const all: Record<string, T> = {}
  for (const key of keys) {
    const row = Object.hasOwn(kept, key) ? kept[key] : make(key)
    if (row !== undefined) all[key] = row
  }
  return all
}

/** The same rows with some of them made anew; undefined where one comes or goes. */
function renewed<T>(kept: RowsByKey<T>, stale: ReadonlySet<string>, make: Make<T>): RowsByKey<T> | undefined {
  const all = { ...kept }
  for (const key of stale) {
    const row = make(key)
    if (row === undefined || !Object.hasOwn(kept, key)) return undefined
    all[key] = row
  }
  return all
}

const without = <T>(kept: RowsByKey<T>, keys: ReadonlySet<string>): RowsByKey<T> =>
  Object.fromEntries(Object.entries(kept).filter(([key]) => !keys.has(key)))

/**
 * Remembers the rows of the keys that were asked for last, and makes those anew that changed: what a push costs goes by what changed, not by
 * all that is shown, and who gets the same row again need not write it again.
 *
 * @param make - the row of a key now; undefined where it has none
 */
export function rows<T>(make: Make<T>): Rows<T> {
  let shown: readonly string[] | undefined
  let watched: ReadonlySet<string> = new Set()
  let record: RowsByKey<T> = {}
  const stale = new Set<string>()

  const forget = () => {
    shown = undefined
    record = {}
    stale.clear()
  }
  return {
    changed(key) {
      if (watched.has(key)) stale.add(key)
    },
    of(keys) {
      if (keys !== shown) {
        // What changed of a row that nobody asked for is not known.
        forget()
        record = ordered(keys, {}, make)
        shown = keys
        watched = new Set(keys)
      } else if (stale.size > 0) {
        record = renewed(record, stale, make) ?? ordered(keys, without(record, stale), make)
        stale.clear()
      }
      return record
    },
    clear: forget,
  }
}
