import { MARGIN, scratch, SIZE } from './scratch.ts'
import { bytesBefore, stopsOrBlanks } from './swar.ts'

const bytes = scratch
const buffer = Buffer.from(new ArrayBuffer(SIZE + MARGIN))
const out = new DataView(buffer.buffer)

/** A blank, and but for its lowest bit an exclamation mark. */
const BLANK = 0x20
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
    const mask = stopsOrBlanks(word)
    // What is written too much is written over.
    out.setInt32(o, word, true)
    if (mask === 0) {
      p += 4
      o += 4
      continue
    }
    const clean = bytesBefore(mask)
    p += clean
    o += clean
    const at = bytes.getInt32(p, true)
    if (at === ESCAPED_BOTH) {
      out.setInt16(o, ESCAPED_QUOTE, true)
      p += 4
      o += 2
    } else if ((at & 0xffff) === ESCAPED_QUOTE || (at & 0xffff) === ESCAPED_BACKSLASH) {
      out.setUint8(o, (at >>> 8) & 0xff)
      p += 2
      o += 1
    } else if ((at & 0xfe) === BLANK) {
      p += 1
      o += 1
    } else {
      length = o
      return (at & 0xff) === QUOTE ? p + 1 : -1
    }
  }
}

/** The string that was read last. */
export const unescaped = (): string => buffer.toString('latin1', 0, length)
