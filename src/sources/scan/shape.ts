import { addEnd, addKey, keys } from './keys.ts'
import { buffer, setApart } from './memory.ts'
import { masks } from './scanner.ts'
import type { Target } from './target.ts'
import { addZeros } from './zeros.ts'

/** What a shape is made of. */
export interface ShapeParts {
  readonly into: Target
  /** How strings are quoted: as JSON, or as JSON inside a string of JSON. */
  readonly quote: '"' | '\\"'
  /** The keys in the order in which they are expected. One at another place, or one that is not here, only costs more. */
  readonly order: readonly string[]
  /** Where the values of keys go, 1 and on. Keys are known in other cases, too. */
  readonly places: ReadonlyMap<string, number>
  /** Reads the value at a position for a place, and gives where it ends or -1: what is neither text, number nor null. */
  readonly inner?: (start: number, place: number) => number
  /** The first place that `inner` reads; all after it are its as well. */
  readonly firstInner?: number
  /** The first place, before those of `inner`, whose value is a number even where it comes as text. */
  readonly firstNumber?: number
}

/** What an object is expected to look like. */
export interface Shape extends Required<Pick<ShapeParts, 'into' | 'inner' | 'firstInner' | 'firstNumber'>> {
  /** Bytes of a quote: 1 or 2. */
  readonly quote: number
  /** The number of the first key of the order; the others follow it, then one that stands nowhere. */
  readonly first: number
  /** The numbers of the keys by name, as documented and in small letters. */
  readonly numbers: ReadonlyMap<string, number>
  /** Where the scanner finds the same. */
  readonly at: number
}

/** Makes a shape ready. Keys of `places` that `order` does not have come last. */
export function shape(parts: ShapeParts): Shape {
  const { into, quote, order, places, inner = () => -1, firstInner = into.marks.length } = parts
  const { firstNumber = firstInner } = parts
  const names = [...new Set([...order, ...places.keys()])]
  const numbers = names.map((name): [string, number] => [
    name,
    addKey(`${quote}${name}${quote}:`, places.get(name) ?? 0),
  ])
  const end = addEnd()
  addZeros(names, quote, end - names.length)
  return {
    into,
    inner,
    firstInner,
    firstNumber,
    quote: quote.length,
    first: end - names.length,
    numbers: new Map([...numbers.map(([name, n]): [string, number] => [name.toLowerCase(), n]), ...numbers]),
    at: written({ into, quote, firstNumber, firstInner }),
  }
}

/** Tells the scanner of a shape, in the order that `scanner.wat` has. Three places more are its own. */
function written({
  into: { marks, numbers, texts },
  quote,
  firstNumber,
  firstInner,
}: Pick<Required<ShapeParts>, 'into' | 'quote' | 'firstNumber' | 'firstInner'>): number {
  const all = [
    ...[marks, numbers, texts].map(({ byteOffset }) => byteOffset),
    Buffer.from(`${quote}\0\0`).readUInt16LE(),
    quote.length,
    firstNumber,
    firstInner,
    keys,
    masks,
  ]
  const at = setApart((all.length + 3) * 4)
  new Int32Array(buffer, at, all.length).set(all)
  return at
}
