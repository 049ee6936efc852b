import { numberRead, scanNumber } from '../../scan/scan-number.ts'
import { plainEnd, textAt } from '../../scan/scan-text.ts'
import { scratch } from '../../scan/scratch.ts'

const bytes = scratch
const QUOTE = 0x22
const COMMA = 0x2c
const OPENING = 0x5b
const CLOSING = 0x5d

/** A value that was read, and where it ends. */
let value: unknown

/**
 * Reads the levels of a book, `[["98400","1200"],["98300",5600]]`, that begin at a position of the loaded text. Gives where they end; -1
 * for anything but pairs of texts and numbers.
 */
export function scanLevels(start: number, levels: unknown[]): number {
  if (bytes.getUint8(start) !== OPENING) return -1
  if (bytes.getUint8(start + 1) === CLOSING) return start + 2
  let p = start
  do {
    p = scanPair(p + 1, levels)
    if (p < 0) return -1
  } while (bytes.getUint8(p) === COMMA)
  return bytes.getUint8(p) === CLOSING ? p + 1 : -1
}

function scanPair(start: number, levels: unknown[]): number {
  if (bytes.getUint8(start) !== OPENING) return -1
  const middle = scanValue(start + 1)
  if (middle < 0 || bytes.getUint8(middle) !== COMMA) return -1
  const price = value
  const end = scanValue(middle + 1)
  if (end < 0 || bytes.getUint8(end) !== CLOSING) return -1
  levels.push([price, value])
  return end + 1
}

function scanValue(start: number): number {
  if (bytes.getUint8(start) !== QUOTE) {
    const end = scanNumber(start)
    value = numberRead[0]
    return end
  }
  const end = plainEnd(start + 1)
  if (bytes.getUint8(end) !== QUOTE) return -1
  value = textAt(start + 1, end)
  return end + 1
}
