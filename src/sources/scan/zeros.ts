import { placeOf, setRow } from './keys.ts'
import { buffer, setApart } from './memory.ts'

/** Texts of zeros together, bytes. */
const ROOM = 16 * 1024

/** Shortest text that is compared as a whole. */
const SHORTEST = 16

/** `,"AskPrice2":0.0,"AskPrice3":0.0,…,"AskPrice10":0.0,` and so for each row of fields, one text behind the other. */
const TEXTS = setApart(ROOM)
const texts = Buffer.from(buffer, 0, TEXTS + ROOM)
let used = TEXTS

/**
 * Takes up the rows of numbered fields, as AskPrice1 to AskPrice10, among the keys of a shape, whose numbers begin at `first`. When the rest of a
 * row is `0.0` it is compared as a whole: these are the levels of a book that are not used, most of all that a quote has.
 */
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
  const before = placeOf(key - 1)
  return before !== 0 && placeOf(key) === before + 1
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
  if (end > TEXTS + ROOM) throw new RangeError('There is no room for one more row of zeros.')
  texts.write(text, used, 'latin1')
  for (const [i, part] of parts.entries()) {
    const length = end - used - 1
    if (length >= SHORTEST) setRow(first + i, { from: used, length, keys: parts.length - i })
    used += part.length
  }
  used = end
}
