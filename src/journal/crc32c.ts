/** The polynomial of Castagnoli, its bits reversed. */
const POLYNOMIAL = 0x82f63b78

/** The slices: table k gives what a byte does to the sum when k more bytes follow it. Entries of four bytes. */
const SLICES = 16
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

let known: DataView = new DataView(new ArrayBuffer(0))

/** The memory of some bytes. Records of a chunk follow one another: a view for each takes a tenth of what its sum does. */
function viewOf({ buffer }: Uint8Array): DataView {
  if (known.buffer !== buffer) known = new DataView(buffer)
  return known
}

/**
 * CRC-32C (Castagnoli, as in iSCSI, RFC 3720 appendix B.4) of some bytes; an unsigned 32-bit number.
 * Sixteen bytes a step from sliced tables, for four fifths of what eight a step take: the log sums every byte that it writes.
 *
 * @param before - the sum of the bytes before these, to sum in parts
 * @param from - where in `bytes` those begin that are summed, and `to` where they end: all of them unless said otherwise
 */
// eslint-disable-next-line max-params -- an object for each of them, or a view of each record, costs a tenth of its sum
export function crc32c(bytes: Uint8Array, before = 0, from = 0, to = bytes.length): number {
  const view = viewOf(bytes)
  const end = bytes.byteOffset + to
  let at = bytes.byteOffset + from
  let sum = ~before
  for (; at + 16 <= end; at += 16) {
    const first = sum ^ view.getInt32(at, true)
    const second = view.getInt32(at + 4, true)
    const third = view.getInt32(at + 8, true)
    const last = view.getInt32(at + 12, true)
    // One look-up a byte, none waiting for the one before.
    sum =
      slice(15, first & 255) ^
      slice(14, (first >>> 8) & 255) ^
      slice(13, (first >>> 16) & 255) ^
      slice(12, first >>> 24) ^
      slice(11, second & 255) ^
      slice(10, (second >>> 8) & 255) ^
      slice(9, (second >>> 16) & 255) ^
      slice(8, second >>> 24) ^
      slice(7, third & 255) ^
      slice(6, (third >>> 8) & 255) ^
      slice(5, (third >>> 16) & 255) ^
      slice(4, third >>> 24) ^
      slice(3, last & 255) ^
      slice(2, (last >>> 8) & 255) ^
      slice(1, (last >>> 16) & 255) ^
      slice(0, last >>> 24)
  }
  for (; at < end; at += 1) sum = slice(0, (sum ^ view.getUint8(at)) & 255) ^ (sum >>> 8)
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
