/** Symbols that have a number. Far more than a market has: only a feed that makes them up comes there, and the rest is looked up by name. A power of two. */
const MOST = 16_384

/** Letters of the longest text that is looked at to find its number. */
const LONGEST = 20

/** Every symbol that was ever asked for has a number of its own, the same in all of the process. */
const numbers = new Map<string, number>()
/** Symbols by their numbers. */
const names: string[] = []
/** The number of the symbol that was asked for last of each hash. */
const byHash = new Int16Array(MOST).fill(-1)
let last = ''
let lastNumber = -1

/**
 * The number of a security, from 0 on in the order in which they were first asked for: its records lie in arrays under it, where a map would
 * look the symbol up letter by letter in each part of the program that an event comes through.
 *
 * @returns below 0 where too many have one
 */
export function symbolNumber(symbol: string): number {
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

/** The number of a text that may be no symbol; below 0 where it has none, or is not at hand. It gets none by being asked for. */
export function numberIfSymbol(text: string): number {
  if (text === last) return lastNumber
  if (text.length > LONGEST) return -1
  const number = byHash[hashOf(text)] ?? -1
  return number >= 0 && names[number] === text ? number : -1
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
