import { keyed } from './keyed.ts'

/** Records of securities. */
export interface BySymbol<V> {
  /** The record of a security, made and kept when there is none. */
  readonly of: (symbol: string) => V
  readonly clear: () => void
}

/** Symbols that have a number. Far more than a market has: only a feed that makes them up comes there, and the rest is looked up by name. A power of two. */
const MOST = 16_384

/** Every symbol that was ever asked for has a number of its own, the same in all operators. */
const numbers = new Map<string, number>()
/** Symbols by their numbers. */
const names: string[] = []
/** The number of the symbol that was asked for last of each hash. */
const byHash = new Int16Array(MOST).fill(-1)
let last = ''
let lastNumber = -1

/** Below 0 for a symbol that has none. */
function numberOf(symbol: string): number {
  if (symbol === last) return lastNumber
  const hash = hashOf(symbol)
  let number = byHash[hash] ?? -1
  if (number < 0 || names[number] !== symbol) {
    number = numbered(symbol)
    if (number < 0) return -1
    byHash[hash] = number
  }
  last = symbol
  lastNumber = number
  return number
}

/** Few symbols of a market share theirs, so the map is hardly ever asked: that was a tenth of what bars cost, and a fifteenth of all pipelines. */
function hashOf(symbol: string): number {
  let hash = symbol.length
  for (let i = 0; i < symbol.length; i += 1) hash = (Math.imul(hash, 31) + symbol.charCodeAt(i)) | 0
  return hash & (MOST - 1)
}

function numbered(symbol: string): number {
  const known = numbers.get(symbol)
  if (known !== undefined) return known
  if (numbers.size >= MOST) return -1
  numbers.set(symbol, names.length)
  return names.push(symbol) - 1
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
      const number = numberOf(symbol)
      const record = number < 0 ? undefined : records[number]
      return record ?? found(symbol, number)
    },
    clear() {
      map.clear()
      records = []
    },
  }
}
