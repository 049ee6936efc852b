import { appendFileSync, readFileSync } from 'node:fs'
import { crc32c } from './crc32c.ts'
import { MAX_RECORD, readRecord } from './record.ts'
import { type Segment } from './segment.ts'

/** A place in a segment where a record begins. */
export interface Place {
  readonly seq: number
  readonly offset: number
}

/** One entry, little endian: seq and offset as IEEE 754 doubles, crc32c of those two. */
const ENTRY = 20

/** Where the places of a segment stand, beside it. */
export const indexPath = (segment: Segment): string => `${segment.path}.index`

/**
 * Notes a place beside the segment. The notes make finding quick and nothing depends on them: they are not synced, one that
 * cannot be written is left out, and one that is not right is not believed.
 */
export function notePlace(segment: Segment, { seq, offset }: Place): void {
  const entry = Buffer.alloc(ENTRY)
  entry.writeDoubleLE(seq, 0)
  entry.writeDoubleLE(offset, 8)
  entry.writeUInt32LE(crc32c(entry.subarray(0, 16)), 16)
  try {
    appendFileSync(indexPath(segment), entry)
  } catch {
    // The log is read from the segment's beginning instead.
  }
}

function placesOf(segment: Segment): readonly Place[] {
  let bytes: Buffer
  try {
    bytes = readFileSync(indexPath(segment))
  } catch {
    return []
  }
  return Array.from({ length: Math.floor(bytes.length / ENTRY) }, (_, i) =>
    bytes.subarray(i * ENTRY, (i + 1) * ENTRY),
  )
    .filter((entry) => crc32c(entry.subarray(0, 16)) === entry.readUInt32LE(16))
    .map((entry) => ({ seq: entry.readDoubleLE(0), offset: entry.readDoubleLE(8) }))
}

/** Reads bytes of a file from a place on, as many as there are. */
export type ReadAt = (into: Buffer, offset: number) => number

/**
 * The last noted place of a segment at or before `seq` where the record of that number does stand; its beginning
 * where there is none.
 */
export function placeBefore(segment: Segment, seq: number, read: ReadAt): Place {
  const candidates = placesOf(segment).filter((place) => place.seq <= seq && place.seq > segment.firstSeq)
  return (
    candidates.sort((a, b) => b.seq - a.seq).find((place) => stands(place, read)) ?? {
      seq: segment.firstSeq,
      offset: 0,
    }
  )
}

const FIRST_LOOK = 2 ** 16

function stands({ seq, offset }: Place, read: ReadAt): boolean {
  for (const size of [FIRST_LOOK, MAX_RECORD]) {
    const bytes = Buffer.allocUnsafe(size)
    const record = readRecord(bytes.subarray(0, read(bytes, offset)), 0, seq - 1)
    if (record !== 'short') return record !== 'bad' && record.frame.seq === seq
  }
  return false
}
