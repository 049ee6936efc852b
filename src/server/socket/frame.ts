import { constants, deflateRawSync } from 'node:zlib'

/** A message as clients get it: each form is made once, however many get it. */
export interface Encoded {
  /** The whole frame of the WebSocket, ready to be written as it is. */
  readonly frame: Buffer
  /** The same, compressed where that is worth it, for who agreed to permessage-deflate with a full window for each message (RFC 7692). */
  readonly packed: () => Buffer
}

/** Messages below this are not worth compressing, bytes. */
const WORTH = 1_024
const TEXT = 0x81
const BINARY = 0x82
/** What a length of 7 bits says where the length follows in 16, or in 64. */
const IN_16 = 126
const IN_64 = 127
/** Says in the first byte that the message is compressed. */
const COMPRESSED = 0x40
/** What ends a flushed block, and is left out of a message (RFC 7692, 7.2.1), bytes. */
const END = 4

function headOf(first: number, length: number): readonly number[] {
  if (length < IN_16) return [first, length]
  if (length < 1 << 16) return [first, IN_16, length >>> 8, length & 0xff]
  const bytes = [24, 16, 8, 0].map((shift) => (length >>> shift) & 0xff)
  return [first, IN_64, 0, 0, 0, 0, ...bytes]
}

function framed(first: number, message: string | Uint8Array, length: number): Buffer {
  const head = headOf(first, length)
  const frame = Buffer.allocUnsafe(head.length + length)
  frame.set(head)
  if (typeof message === 'string') frame.write(message, head.length)
  else frame.set(message.subarray(0, length), head.length)
  return frame
}

function compressed(first: number, message: string | Uint8Array): Buffer {
  const flushed = deflateRawSync(message, {
    level: constants.Z_BEST_SPEED,
    finishFlush: constants.Z_SYNC_FLUSH,
  })
  return framed(first | COMPRESSED, flushed, flushed.length - END)
}

/** Makes the frame of a message: in text, or in bytes, which it copies. */
export function frameOf(message: string | Uint8Array): Encoded {
  const first = typeof message === 'string' ? TEXT : BINARY
  const length = typeof message === 'string' ? Buffer.byteLength(message) : message.length
  const frame = framed(first, message, length)
  let packed: Buffer | undefined
  return {
    frame,
    packed: () => (packed ??= length < WORTH ? frame : compressed(first, frame.subarray(-length))),
  }
}
