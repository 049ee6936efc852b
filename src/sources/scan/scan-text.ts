import { scratch, textFrom } from './scratch.ts'
import { bytesBefore, stops } from './swar.ts'

const bytes = scratch

/** The last byte of the plain characters of a string that begin at `start`, plus one. */
export function plainEnd(start: number): number {
  let p = start
  let mask = stops(bytes.getInt32(p, true))
  while (mask === 0) {
    p += 4
    mask = stops(bytes.getInt32(p, true))
  }
  return p + bytesBefore(mask)
}

/** Texts that are kept, and the longest of them: codes, dates, times. */
const KEPT = 4096
const LONGEST = 12

const texts = new Array<string>(KEPT).fill('')
const keys = new Int32Array(KEPT * 3)

/**
 * The scanned text from `start` to `end`, which has no more than plain characters. A short text that was seen before is the same string
 * again: the messages of a day have few different ones, and one that exists costs half of a new one, here and wherever it is looked up.
 */
export function textAt(start: number, end: number): string {
  const length = end - start
  if (length === 0 || length > LONGEST) return textFrom(start, end)
  const first = characters(start, length)
  const second = characters(start + 4, length - 4)
  const third = characters(start + 8, length - 8)
  const at = placeOf(first, second, third)
  const key = at * 3
  if (keys[key] === first && keys[key + 1] === second && keys[key + 2] === third) return texts[at] ?? ''
  const text = textFrom(start, end)
  keys[key] = first
  keys[key + 1] = second
  keys[key + 2] = third
  texts[at] = text
  return text
}

/** The first up to four of so many characters in the upper bytes; 0 for none. */
function characters(start: number, count: number): number {
  if (count <= 0) return 0
  const word = bytes.getInt32(start, true)
  return count < 4 ? word << (32 - 8 * count) : word
}

function placeOf(first: number, second: number, third: number): number {
  const mixed = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b) ^ Math.imul(third, 0xc2b2ae35)
  return (mixed ^ (mixed >>> 15)) & (KEPT - 1)
}
