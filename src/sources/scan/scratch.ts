/** Longest text that is scanned; a longer one is for `JSON.parse`. */
export const SIZE = 256 * 1024

/** Most bytes that are looked at beyond the end of a text. */
export const MARGIN = 32

const encoder = new TextEncoder()
const buffer = new ArrayBuffer(SIZE + MARGIN)
const room = Buffer.from(buffer, 0, SIZE)

/**
 * The bytes of the text that is scanned, then a zero. One buffer serves all, as a scan ends before the next begins. Copying a text in
 * costs a tenth of what asking a string for its characters one by one does.
 *
 * What reads it in a loop keeps it in a `const` of its own: that one the compiler takes for granted, an import it looks up.
 */
export const scratch = new DataView(buffer)

/** The text that is scanned; `undefined` where it came as bytes. */
let scanned: string | undefined

/** Makes a text of scanned bytes, which are plain ASCII; without an end, of all that stand behind `start`. */
export const textFrom = (start: number, end?: number): string =>
  scanned?.slice(start, end) ?? room.toString('latin1', start, end)

/** Puts a text before the scanner; false where it is too long, or not plain ASCII so that bytes are not characters. */
export function load(text: string): boolean {
  if (text.length > SIZE) return false
  const { read, written } = encoder.encodeInto(text, room)
  if (written !== text.length || read !== text.length) return false
  scratch.setUint8(written, 0)
  scanned = text
  return true
}

/** Puts a text before the scanner that came as bytes, for a third of what making a text of them first takes. Not all of them need be ASCII. */
export function loadBytes(text: Buffer): boolean {
  if (text.length > SIZE) return false
  room.set(text)
  scratch.setUint8(text.length, 0)
  scanned = undefined
  return true
}
