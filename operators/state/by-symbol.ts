import { symbolNumber } from '../../src/domain/symbol-number.ts'
import { keyed } from './keyed.ts'

/** Records of securities. */
export interface BySymbol<V> {
  /** The record of a security, made and kept when there is none. */
  readonly of: (symbol: string) => V
  readonly clear: () => void
}

/**
 * Finds records of securities in a map that is an operator's state. An event goes through half a dozen operators, each with a map of its own:
 * the first looks the symbol up, letter by letter, and all others find their record by its number.
 *
 * @param map - plain data; changed through this only
 * @param make - makes a record. Mutable: it is never replaced
 */
export function bySymbol<V>(map: Map<string, V>, make: (symbol: string) => V): BySymbol<V> {
  let records: (V | undefined)[] = []

  function found(symbol: string, number: number): V {
    const record = keyed(map, symbol, () => make(symbol))
    if (number < 0) return record
    // A place far behind the end would make a slow array of it.
    while (records.length <= number) records.push(undefined)
    records[number] = record
    return record
  }
  return {
    of(symbol) {
      const number = symbolNumber(symbol)
      const record = number < 0 ? undefined : records[number]
      return record ?? found(symbol, number)
    },
    clear() {
      map.clear()
      records = []
    },
  }
}
