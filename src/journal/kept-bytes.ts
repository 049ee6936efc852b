/** Bytes one after another, in memory that is taken once and used again. */
export interface KeptBytes {
  /** Forgets the bytes, and keeps their memory. */
  clear(): void
  append(bytes: Uint8Array): void
  appendUint32(value: number): void
  /** A view of the bytes, good until the next of the other calls. */
  view(): Buffer
}

/** Room that is added at a time: more than is needed now, so that what grows slowly seldom asks for more. */
const ROOM = 1 << 20

/** Holds nothing yet. */
export function keptBytes(): KeptBytes {
  let memory = Buffer.alloc(0)
  let length = 0

  /** Begins at the end of what there is. */
  function claim(more: number): number {
    const from = length
    length += more
    if (length > memory.length) {
      const larger = Buffer.allocUnsafeSlow(length + ROOM)
      memory.copy(larger, 0, 0, from)
      memory = larger
    }
    return from
  }

  return {
    clear() {
      length = 0
    },
    append(bytes) {
      const at = claim(bytes.length)
      memory.set(bytes, at)
    },
    appendUint32(value) {
      const at = claim(Uint32Array.BYTES_PER_ELEMENT)
      memory.writeUInt32LE(value, at)
    },
    view: () => memory.subarray(0, length),
  }
}
