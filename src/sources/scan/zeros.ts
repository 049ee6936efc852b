import { KEYS, places } from './keys.ts'
import { scratch } from './scratch.ts'
import type { Target } from './target.ts'

const bytes = scratch

/** Texts of zeros together, bytes. */
const ROOM = 16 * 1024

/** `,"AskPrice2":0.0,"AskPrice3":0.0,…,"AskPrice10":0.0,` and so for each row of fields, one text behind the other. */
const texts = Buffer.alloc(ROOM)
const zeros = new DataView(texts.buffer, texts.byteOffset, ROOM)
let used = 0

/** The fields behind one that make up the rest of its row, and what they are as zeros. */
export interface Rest {
  /** How many keys. */
  readonly keys: number
  /** Where the text begins. */
  readonly from: number
  /** Bytes of the text, but for the comma behind it. */
  readonly length: number
}

const none: Rest = { keys: 0, from: 0, length: 0 }

/** The rest of its row behind each key, by number. */
const rests = new Array<Rest>(KEYS).fill(none)

/** Takes up the rows of numbered fields, as AskPrice1 to AskPrice10, among the keys of a shape, whose numbers begin at `first`. */
export function addZeros(names: readonly string[], quote: string, first: number): void {
  let end = names.length
  while (end > 0) {
    const start = rowStart(names, end, first)
    if (end - start > 1) addRow(names.slice(start + 1, end), quote, first + start)
    end = start
  }
}

/** Where the row that ends before a place begins. The values of its fields go to places one behind the other. */
function rowStart(names: readonly string[], end: number, first: number): number {
  let start = end - 1
  while (start > 0 && isNext(names[start - 1], names[start]) && isNextPlace(first + start)) start -= 1
  return start
}

/** Whether the value of a key goes behind that of the key before it. */
function isNextPlace(key: number): boolean {
  const before = places[key - 1] ?? 0
  return before !== 0 && places[key] === before + 1
}

const NUMBERED = /^(\D+)(\d+)$/

/** AskPrice4 is the next after AskPrice3. */
function isNext(before = '', name = ''): boolean {
  const [, stem = '', number = ''] = NUMBERED.exec(before) ?? []
  return stem !== '' && name === `${stem}${Number(number) + 1}`
}

/** Takes up a row without its first field, whose number is `first`. */
function addRow(names: readonly string[], quote: string, first: number): void {
  const parts = names.map((name) => `,${quote}${name}${quote}:0.0`)
  const text = `${parts.join('')},`
  const end = used + text.length
  if (end > ROOM) throw new RangeError('There is no room for one more row of zeros.')
  texts.write(text, used, 'latin1')
  for (const [i, part] of parts.entries()) {
    rests[first + i] = { keys: parts.length - i, from: used, length: end - used - 1 }
    used += part.length
  }
  used = end
}

/**
 * Reads the rest of a row of fields if all of it is `0.0`: the levels of a book that are not used, most of all that a quote has. By
 * comparing it as a whole, which makes the scan of a quote a sixth shorter. Gives what was read: nothing where there is anything else,
 * also where a field of it came before.
 *
 * @param start - where the comma behind the value of `key` stands
 */
export function scanZeros(start: number, key: number, into: Target): Rest {
  const rest = rests[key] ?? none
  return rest.keys > 0 && isText(start, rest) && take(key + 1, key + rest.keys, into) ? rest : none
}

/** Eight bytes at once; the last eight include the comma. */
function isText(start: number, { from, length }: Rest): boolean {
  const last = length - 7
  for (let i = 0; i < last; i += 8)
    if (bytes.getFloat64(start + i, true) !== zeros.getFloat64(from + i, true)) return false
  return bytes.getFloat64(start + last, true) === zeros.getFloat64(from + last, true)
}

/** Sets the values of keys to 0, whose places are one behind the other; false where one of them has a value. */
function take(first: number, last: number, { values, seen }: Target): boolean {
  const turn = seen[0] ?? 0
  const from = places[first] ?? 0
  const to = from + last - first
  for (let place = from; place <= to; place += 1) {
    if (seen[place] === turn) return false
    seen[place] = turn
    values[place] = 0
  }
  return true
}
