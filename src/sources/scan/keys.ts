import { buffer, setApart } from './memory.ts'

/** Most keys that all shapes together have. */
const KEYS = 2048

/** Longest `"Key":`, bytes. */
const LONGEST = 32

/** Bytes of an entry, and where in it things stand: the key itself comes first. */
const ENTRY = 64
const LENGTH = 32
const PLACE = 36
const ROW = 40
const ROW_LENGTH = 44
const ROW_KEYS = 48

/** The keys of all shapes, by number: `scanner.wat` tells what an entry holds. */
export const keys = setApart(KEYS * ENTRY)

const bytes = Buffer.from(buffer)
const memory = new DataView(buffer)
let count = 0

/** Takes up the `"Key":` of a shape, with the place of its value. Gives its number: one more than that of the key before it. */
export function addKey(literal: string, place: number): number {
  const { length } = literal
  if (length > LONGEST || count === KEYS) throw new RangeError('There is no room for one more key.')
  const entry = keys + count * ENTRY
  bytes.write(literal, entry, 'latin1')
  bytes.writeInt32LE(length, entry + LENGTH)
  bytes.writeInt32LE(place, entry + PLACE)
  count += 1
  return count - 1
}

/** Takes up a key that stands nowhere: after the last of a shape. */
export const addEnd = (): number => addKey('\xff'.repeat(LONGEST), 0)

/** The place of a key. */
export const placeOf = (key: number): number => memory.getInt32(keys + key * ENTRY + PLACE, true)

/** The fields behind one that make up the rest of its row, as they are when all are zero. */
export interface Row {
  /** Where the text stands, from the comma before it. */
  readonly from: number
  /** Its bytes, but for the comma behind it. */
  readonly length: number
  readonly keys: number
}

/** Tells the rest of the row behind a key. */
export function setRow(key: number, { from, length, keys: behind }: Row): void {
  const entry = keys + key * ENTRY
  bytes.writeInt32LE(from, entry + ROW)
  bytes.writeInt32LE(length, entry + ROW_LENGTH)
  bytes.writeInt32LE(behind, entry + ROW_KEYS)
}
