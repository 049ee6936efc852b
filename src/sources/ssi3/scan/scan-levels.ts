import { numberRead, scanNumber } from '../../scan/scan-number.ts'
import { plainEnd, textAt } from '../../scan/scan-text.ts'
import { scratch } from '../../scan/scratch.ts'
import type { Pairs } from '../pairs.ts'

const bytes = scratch
const number = numberRead
const QUOTE = 0x22
const COMMA = 0x2c
const OPENING = 0x5b
const CLOSING = 0x5d

/**
 * Reads the levels of a book, `[["98400","1200"],["98300",5600]]`, that begin at a position of the loaded text; numbers that came as
 * text are numbers then. Gives where they end; -1 for anything but pairs of texts and numbers.
 */
export function scanLevels(start: number, pairs: Pairs): number {
  pairs.count = 0
  if (bytes.getUint8(start) !== OPENING) return -1
  if (bytes.getUint8(start + 1) === CLOSING) return start + 2
  let p = start
  do {
    p = scanPair(p + 1, pairs)
    if (p < 0) return -1
  } while (bytes.getUint8(p) === COMMA)
  return bytes.getUint8(p) === CLOSING ? p + 1 : -1
}

function scanPair(start: number, pairs: Pairs): number {
  if (bytes.getUint8(start) !== OPENING) return -1
  const at = 2 * pairs.count
  const middle = scanValue(start + 1, at, pairs)
  if (middle < 0 || bytes.getUint8(middle) !== COMMA) return -1
  const end = scanValue(middle + 1, at + 1, pairs)
  if (end < 0 || bytes.getUint8(end) !== CLOSING) return -1
  pairs.count += 1
  return end + 1
}

/** Reads a value to its place among those of the pairs. */
function scanValue(start: number, at: number, { values }: Pairs): number {
  const isText = bytes.getUint8(start) === QUOTE
  const end = scanNumber(isText ? start + 1 : start)
  if (end >= 0 && (!isText || bytes.getUint8(end) === QUOTE)) {
    values[at] = number[0]
    return isText ? end + 1 : end
  }
  return isText ? scanText(start + 1, at, values) : -1
}

function scanText(start: number, at: number, values: unknown[]): number {
  const end = plainEnd(start)
  if (bytes.getUint8(end) !== QUOTE) return -1
  values[at] = textAt(start, end)
  return end + 1
}
