import { MARGIN, scratch, SIZE } from './scratch.ts'
import { bytesBefore, stops } from './swar.ts'

const bytes = scratch
const buffer = Buffer.from(new ArrayBuffer(SIZE + MARGIN))
const out = new DataView(buffer.buffer)

const QUOTE = 0x22
/** `\"`, `\\` and `\\\"`, the first byte below. */
const ESCAPED_QUOTE = 0x225c
const ESCAPED_BACKSLASH = 0x5c5c
const ESCAPED_BOTH = 0x225c5c5c

let length = 0

/**
 * Reads the string of JSON whose characters begin at a position of the loaded text, for `unescaped` to give. Tells where it ends, its
 * closing quote included; -1 where it has no end, or an escape of anything but a quote and a backslash.
 */
export function unescapeText(start: number): number {
  let p = start
  let o = 0
  for (;;) {
    const word = bytes.getInt32(p, true)
    const mask = stops(word)
    const count = bytesBefore(mask)
    // What is written too much is written over.
    out.setInt32(o, word, true)
    p += count
    o += count
    if (mask === 0) continue
    const escape = bytes.getInt32(p, true)
    if (escape === ESCAPED_BOTH) {
      out.setInt16(o, ESCAPED_QUOTE, true)
      p += 4
      o += 2
    } else if ((escape & 0xffff) === ESCAPED_QUOTE || (escape & 0xffff) === ESCAPED_BACKSLASH) {
      out.setUint8(o, (escape >>> 8) & 0xff)
      p += 2
      o += 1
    } else {
      length = o
      return (escape & 0xff) === QUOTE ? p + 1 : -1
    }
  }
}

/** The string that was read last. */
export const unescaped = (): string => buffer.toString('latin1', 0, length)
