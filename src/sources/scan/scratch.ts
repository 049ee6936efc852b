import { buffer, MARGIN, setApart, SIZE } from './memory.ts'

const encoder = new TextEncoder()
const room = Buffer.from(buffer, 0, SIZE)
const all = Buffer.from(buffer)

/**
 * The bytes of what is scanned, each text with a zero behind it. One memory serves all, as a scan ends before the next begins. Copying a text in
 * costs a tenth of what asking a string for its characters one by one does.
 *
 * What reads it in a loop keeps it in a `const` of its own: that one the compiler takes for granted, an import it looks up.
 */
export const scratch = new DataView(buffer)

/** The text that is scanned, and where it begins; `undefined` where it came as bytes. */
let scanned: string | undefined
let base = 0

/** Makes a text of scanned bytes, which are plain ASCII; without an end, of all that stand behind `start`. */
export const textFrom = (start: number, end?: number): string =>
  scanned?.slice(start - base, end === undefined ? end : end - base) ?? room.toString('latin1', start, end)

/**
 * Puts a text before the scanner. Gives where it begins; -1 where it is too long, or not plain ASCII so that bytes are not characters.
 * One that was held is there already: to know it again takes a twentieth off the decoding of a frame.
 */
export function load(text: string): number {
  base = taken(text)
  if (base >= 0) {
    scanned = text
    return base
  }
  base = 0
  if (text.length > SIZE) return -1
  const { read, written } = encoder.encodeInto(text, room)
  if (written !== text.length || read !== text.length) return -1
  scratch.setUint8(written, 0)
  scanned = text
  return 0
}

/** Puts a text before the scanner that came as bytes, for a third of what making a text of them first takes. Not all of them need be ASCII. */
export function loadBytes(text: Buffer): boolean {
  if (text.length > SIZE) return false
  room.set(text)
  scratch.setUint8(text.length, 0)
  scanned = undefined
  base = 0
  if (next === count || heldEnd + text.length + MARGIN > HELD_END) letGo()
  return true
}

/** Most texts that are held. */
const MOST_HELD = 1024

/** How many held texts may have been passed over: calls that were no messages. */
const PASSED = 8

const HELD = setApart(SIZE + MARGIN)
const HELD_END = HELD + SIZE + MARGIN

/** The texts that were made of bytes and not yet loaded, in order, and where the bytes of each stand. */
const held = new Array<string | undefined>(MOST_HELD).fill(undefined)
const starts = new Int32Array(MOST_HELD)
let next = 0
let count = 0
let heldEnd = HELD

function letGo(): void {
  for (; next < count; next += 1) held[next] = undefined
  next = 0
  count = 0
  heldEnd = HELD
}

/** Where bytes have to be written that `hold` makes a text of: at most as many as were loaded. */
export const holdAt = (): number => heldEnd

/**
 * Makes a text of the bytes from `holdAt` to an end, which are plain ASCII, and keeps them for the `load` of that text. What is read from
 * a socket in one turn of the loop is decoded when all of it is in the log, in order; only when more comes than there is room for,
 * the bytes of what waits are let go.
 */
export function hold(end: number): string {
  if (count === MOST_HELD) return all.toString('latin1', heldEnd, end)
  const text = all.toString('latin1', heldEnd, end)
  scratch.setUint8(end, 0)
  held[count] = text
  starts[count] = heldEnd
  count += 1
  heldEnd = end + 1
  return text
}

/** Where the bytes of a text begin that is held, and from now on is not; -1 where it is not. The bytes stay until others are loaded. */
function taken(text: string): number {
  const last = Math.min(count, next + PASSED)
  for (let i = next; i < last; i += 1) {
    if (held[i] !== text) continue
    for (; next <= i; next += 1) held[next] = undefined
    return starts[i] ?? -1
  }
  return -1
}
