import { closeSync, ftruncateSync, fstatSync, openSync, readSync } from 'node:fs'
import { packedBlocks } from './packed-blocks.ts'
import { scan } from './scan.ts'
import { type Segment, segmentsIn } from './segment.ts'
import { placeBefore } from './segment-index.ts'

/** Where a log ends, and what was cut to make it end there. */
export interface Recovered {
  /** The segment that the log goes on in; absent where it goes on in a new one. */
  readonly segment: Segment | undefined
  /** Bytes of that segment. */
  readonly size: number
  readonly lastSeq: number
  /** Bytes behind the last good record, cut off: what a crash left half written. */
  readonly cutBytes: number
}

const CHUNK = 2 ** 20

/** Finds the end of the log in a folder, from the last noted place of its last segment on, and cuts off what is behind the last good record. */
export function recover(dir: string): Recovered {
  const segment = segmentsIn(dir).at(-1)
  if (!segment) return { segment, size: 0, lastSeq: 0, cutBytes: 0 }
  const fd = openSync(segment.path, segment.packed ? 'r' : 'r+')
  try {
    if (segment.packed) return { segment: undefined, size: 0, lastSeq: lastPacked(fd, segment), cutBytes: 0 }
    const { lastSeq, cutBytes } = endOf(fd, segment)
    const size = fstatSync(fd).size - cutBytes
    if (cutBytes > 0) ftruncateSync(fd, size)
    return { segment, size, lastSeq, cutBytes }
  } finally {
    closeSync(fd)
  }
}

/** A packed segment is followed by another one, unless somebody took that away. */
function lastPacked(fd: number, { firstSeq }: Segment): number {
  const blocks = packedBlocks((into, offset) => readSync(fd, into, 0, into.length, offset))
  return (blocks.at(-1)?.nextSeq ?? firstSeq) - 1
}

function endOf(fd: number, segment: Segment) {
  const from = placeBefore(segment, Infinity, (into, offset) => readSync(fd, into, 0, into.length, offset))
  let lastSeq = from.seq - 1
  let cutBytes = 0
  // Only of a damaged place at the very end it is not known how much is missing.
  const feed = scan(segment, {
    from,
    onDamage: ({ missing, bytes }) => {
      if (missing === undefined) cutBytes = bytes
    },
  })
  const chunk = Buffer.allocUnsafe(CHUNK)
  for (let at = from.offset, read = CHUNK; read > 0; at += read) {
    read = readSync(fd, chunk, 0, CHUNK, at)
    if (read > 0) lastSeq = feed(chunk.subarray(0, read)).at(-1)?.seq ?? lastSeq
  }
  lastSeq = feed(undefined).at(-1)?.seq ?? lastSeq
  return { lastSeq, cutBytes }
}
