/** Most keys that all shapes together have. */
export const KEYS = 4096

/** Longest `"Key":` that three comparisons cover, bytes. */
const LONGEST = 24

/**
 * The keys of all shapes, by number, ready to be compared: the first, last and second eight bytes of `"Key":` as doubles, four places a
 * key. ASCII gives neither NaN nor zero, so that equal doubles are equal bytes. A key shorter than eight bytes has its first and last
 * four there, as numbers.
 */
export const literals = new Float64Array(KEYS * 4).fill(NaN)

/** Bytes of `"Key":`, by number. */
export const lengths = new Uint8Array(KEYS)

/** Where the value of a key goes, by number. */
export const places = new Uint8Array(KEYS)

let count = 0

/** Takes up the `"Key":` of a shape, with the place of its value. Gives its number: one more than that of the key before it. */
export function addKey(literal: string, place: number): number {
  const { length } = literal
  const key = Buffer.alloc(LONGEST)
  key.write(literal, 'latin1')
  const parts =
    length < 8
      ? [key.readInt32LE(0), key.readInt32LE(length - 4)]
      : [key.readDoubleLE(0), key.readDoubleLE(length - 8), key.readDoubleLE(8)]
  return add({ parts, length, place })
}

/** Takes up a key that stands nowhere: after the last of a shape. */
export const addEnd = (): number => add({ parts: [], length: LONGEST, place: 0 })

function add({
  parts,
  length,
  place,
}: {
  readonly parts: readonly number[]
  readonly length: number
  readonly place: number
}) {
  if (length > LONGEST || count === KEYS) throw new RangeError('There is no room for one more key.')
  literals.set(parts, count * 4)
  lengths[count] = length
  places[count] = place
  count += 1
  return count - 1
}
