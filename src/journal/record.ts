import type { Frame } from '../domain/frame.ts'
import { crc32c, crc32cOfWord } from './crc32c.ts'

/*
 * One record of the log, little endian:
 *
 *   offset  bytes  what
 *        0      4  length: bytes that follow the checksum, unsigned
 *        4      4  crc32c of the record without these four bytes, unsigned
 *        8      8  seq, unsigned
 *       16      8  receivedTime, ms since the Unix epoch, IEEE 754 double
 *       24      1  s: bytes of the source's name
 *       25      s  source, UTF-8
 *   25 + s    ...  the frame's text, UTF-8
 */
const CRC = 4
const SEQ = 8
const RECEIVED = 16
const SOURCE_BYTES = 24
const SOURCE = 25
/** Bytes before those that `length` counts. */
const HEAD = 8
/** The smallest `length`: no source, no text. */
const LEAST = SOURCE - HEAD
const WORD = 2 ** 32

/** Most bytes a record may have, 16 MiB. A damaged length beyond it is seen at once, so that reading needs no more memory. */
export const MAX_RECORD = 16 * 2 ** 20

/** How far behind a damaged place the next record's `seq` may be: any hole that can be, and no chance match. */
const FURTHEST = 2 ** 32

/** The number of a record, and where the next begins. */
export interface RecordBounds {
  readonly seq: number
  readonly end: number
}

/** A record that was read, and where the next begins. */
export interface ReadRecord {
  readonly frame: Frame
  readonly end: number
}

/** Bytes that a frame needs in the log. Throws a `RangeError` on one that does not fit a record. */
export function recordSize({ source, text }: Frame): number {
  const sourceBytes = Buffer.byteLength(source)
  if (sourceBytes > 255)
    throw new RangeError(`A source's name has 255 bytes at most, not ${sourceBytes}: ${source.slice(0, 40)}…`)
  const size = SOURCE + sourceBytes + Buffer.byteLength(text)
  if (size > MAX_RECORD)
    throw new RangeError(`A frame of ${size} bytes does not fit the log; ${MAX_RECORD} bytes are the limit.`)
  return size
}

/** Writes a frame as a record into `bytes`, which must have room for it, and gives where the next one goes. */
export function writeRecord(bytes: Buffer, at: number, frame: Frame): number {
  const sourceBytes = writeSource(bytes, at + SOURCE, frame.source)
  const end = at + SOURCE + sourceBytes + bytes.write(frame.text, at + SOURCE + sourceBytes)
  bytes.writeUInt32LE(end - at - HEAD, at)
  bytes.writeUInt32LE(frame.seq % WORD, at + SEQ)
  bytes.writeUInt32LE(Math.floor(frame.seq / WORD), at + SEQ + 4)
  bytes.writeDoubleLE(frame.receivedTime, at + RECEIVED)
  bytes.writeUInt8(sourceBytes, at + SOURCE_BYTES)
  bytes.writeUInt32LE(checksum(bytes, at, end), at + CRC)
  return end
}

/** Where the record ends with which some bytes begin, as it says itself; undefined where that is not among them. */
export const recordEnd = (bytes: Buffer): number | undefined =>
  bytes.length < CRC ? undefined : HEAD + bytes.readUInt32LE(0)

/**
 * Checks the record at `at`. `short` when the bytes end before it does; `bad` when what stands there is none, is damaged,
 * or has a `seq` that cannot follow `after`.
 */
export function recordBounds(bytes: Buffer, at: number, after: number): RecordBounds | 'short' | 'bad' {
  if (at + SOURCE > bytes.length) return 'short'
  const length = bytes.readUInt32LE(at)
  if (length < LEAST || length > MAX_RECORD - HEAD) return 'bad'
  const seq = bytes.readUInt32LE(at + SEQ) + bytes.readUInt32LE(at + SEQ + 4) * WORD
  if (seq <= after || seq > after + FURTHEST) return 'bad'
  const end = at + HEAD + length
  if (end > bytes.length) return 'short'
  if (checksum(bytes, at, end) !== bytes.readUInt32LE(at + CRC)) return 'bad'
  return { seq, end }
}

/** Reads the record at `at`, where `recordBounds` finds one. */
export function readRecord(bytes: Buffer, at: number, after: number): ReadRecord | 'short' | 'bad' {
  const bounds = recordBounds(bytes, at, after)
  return typeof bounds === 'string' ? bounds : { frame: frameAt(bytes, at, bounds.seq), end: bounds.end }
}

function frameAt(bytes: Buffer, at: number, seq: number): Frame {
  const text = at + SOURCE + bytes.readUInt8(at + SOURCE_BYTES)
  const end = at + HEAD + bytes.readUInt32LE(at)
  return {
    seq,
    receivedTime: bytes.readDoubleLE(at + RECEIVED),
    source: sourceIn(bytes, at + SOURCE, text),
    text: bytes.toString('utf8', text, end),
  }
}

/** The name that was read last, and its bytes: most frames have that of the one before, and making each anew takes a tenth of the reading. */
let source = ''
let sourceBytes = Buffer.alloc(0)

/** Writes a name, and gives its bytes; those of the name before are copied one by one, as to write text takes a tenth of a record. */
function writeSource(bytes: Buffer, at: number, name: string): number {
  if (name !== source) {
    source = name
    sourceBytes = Buffer.from(name)
  }
  for (let i = 0; i < sourceBytes.length; i += 1) bytes[at + i] = sourceBytes[i] ?? 0
  return sourceBytes.length
}

function sourceIn(bytes: Buffer, from: number, to: number): string {
  const length = to - from
  let same = length === sourceBytes.length ? 0 : -1
  while (same >= 0 && same < length) same = bytes[from + same] === sourceBytes[same] ? same + 1 : -1
  if (same < 0) {
    source = bytes.toString('utf8', from, to)
    sourceBytes = Buffer.from(bytes.subarray(from, to))
  }
  return source
}

const checksum = (bytes: Buffer, at: number, end: number): number =>
  crc32c(bytes, crc32cOfWord(bytes.readUInt32LE(at)), at + SEQ, end)
