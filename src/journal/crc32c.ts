/** The polynomial of Castagnoli, its bits reversed. */
const POLYNOMIAL = 0x82f63b78

/** The slices: table k gives what a byte does to the sum when k more bytes follow it. Entries of four bytes. */
const SLICES = 8
const SLICE_BYTES = 256 * 4

function buildTables(): DataView {
  const tables = new DataView(new ArrayBuffer(SLICES * SLICE_BYTES))
  for (let byte = 0; byte < 256; byte++) {
    let sum = byte
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ POLYNOMIAL : sum >>> 1
    tables.setInt32(byte * 4, sum, true)
  }
  for (let entry = SLICE_BYTES; entry < SLICES * SLICE_BYTES; entry += 4) {
    const before = tables.getInt32(entry - SLICE_BYTES, true)
    tables.setInt32(entry, tables.getInt32((before & 255) << 2, true) ^ (before >>> 8), true)
  }
  return tables
}

const tables = buildTables()

const slice = (k: number, byte: number): number => tables.getInt32(k * SLICE_BYTES + (byte << 2), true)

/** Two words at a time: one table look-up a byte, none waiting for the one before. */
const eightBytes = (low: number, high: number): number =>
  slice(7, low & 255) ^
  slice(6, (low >>> 8) & 255) ^
  slice(5, (low >>> 16) & 255) ^
  slice(4, low >>> 24) ^
  slice(3, high & 255) ^
  slice(2, (high >>> 8) & 255) ^
  slice(1, (high >>> 16) & 255) ^
  slice(0, high >>> 24)

/**
 * CRC-32C (Castagnoli, as in iSCSI, RFC 3720 appendix B.4) of some bytes; an unsigned 32-bit number.
 * Eight bytes a step from sliced tables: the log sums every byte that it writes.
 *
 * @param before - the sum of the bytes before these, to sum in parts
 */
export function crc32c(bytes: Uint8Array, before = 0): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const whole = bytes.byteLength - (bytes.byteLength % 8)
  let sum = ~before
  for (let at = 0; at < whole; at += 8)
    sum = eightBytes(sum ^ view.getInt32(at, true), view.getInt32(at + 4, true))
  for (let at = whole; at < bytes.byteLength; at++)
    sum = slice(0, (sum ^ view.getUint8(at)) & 255) ^ (sum >>> 8)
  return ~sum >>> 0
}

/** The sum of the four bytes of an unsigned number, little endian, as `crc32c` gives it. */
export function crc32cOfWord(word: number): number {
  const sum = ~word
  return (
    ~(
      slice(3, sum & 255) ^
      slice(2, (sum >>> 8) & 255) ^
      slice(1, (sum >>> 16) & 255) ^
      slice(0, sum >>> 24)
    ) >>> 0
  )
}
