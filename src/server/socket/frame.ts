/** A message as a client gets it: made once, however many get it. */
export interface Encoded {
  /** The message, for sockets that compress it. */
  readonly bytes: Buffer
  readonly isBinary: boolean
  /** The whole frame of the WebSocket, ready to be written as it is. */
  readonly frame: Buffer
}

const TEXT = 0x81
const BINARY = 0x82
/** What a length of 7 bits says where the length follows in 16, or in 64. */
const IN_16 = 126
const IN_64 = 127

function headOf(first: number, length: number): readonly number[] {
  if (length < IN_16) return [first, length]
  if (length < 1 << 16) return [first, IN_16, length >>> 8, length & 0xff]
  const bytes = [24, 16, 8, 0].map((shift) => (length >>> shift) & 0xff)
  return [first, IN_64, 0, 0, 0, 0, ...bytes]
}

/** Makes the frame of a message: in text, or in bytes, which it copies. */
export function frameOf(message: string | Uint8Array): Encoded {
  const isBinary = typeof message !== 'string'
  const length = isBinary ? message.length : Buffer.byteLength(message)
  const head = headOf(isBinary ? BINARY : TEXT, length)
  const frame = Buffer.allocUnsafe(head.length + length)
  frame.set(head)
  if (isBinary) frame.set(message, head.length)
  else frame.write(message, head.length)
  return { bytes: frame.subarray(head.length), isBinary, frame }
}
