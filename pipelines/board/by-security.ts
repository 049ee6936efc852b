import { bySymbol } from '../../operators/state/by-symbol.ts'
import type { State } from '../../operators/state/snapshots.ts'
import type { Forgetful } from './part.ts'

/** Records of the securities of today. */
export interface BySecurity<V> {
  /** The record of a security, made and kept when there is none. */
  readonly of: (symbol: string) => V
  readonly find: (symbol: string) => V | undefined
  readonly clear: () => void
  /** All records. What was made of them is forgotten when others are loaded. */
  readonly state: (shown: Forgetful) => State<ReadonlyMap<string, V>>
}

/**
 * Keeps a record of each security, found as operators find theirs: by a number that the security has already.
 *
 * @param make - makes a record. Mutable: it is never replaced
 */
export function bySecurity<V>(make: () => V): BySecurity<V> {
  const records = new Map<string, V>()
  const all = bySymbol(records, make)
  return {
    of: all.of,
    find: (symbol) => records.get(symbol),
    clear: all.clear,
    state: (shown) => ({
      save: () => records,
      load(saved) {
        all.clear()
        for (const [symbol, record] of saved) records.set(symbol, record)
        shown.clear()
      },
    }),
  }
}
