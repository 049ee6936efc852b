import type { Frame } from '../domain/frame.ts'
import { readRecord, recordEnd } from './record.ts'
import type { Segment } from './segment.ts'
import type { Place } from './segment-index.ts'

/** A place in the log that holds no good record. */
export interface Damage {
  /** The file. */
  readonly segment: string
  /** Where in the file it begins, bytes. */
  readonly offset: number
  /** How long it is, bytes; 0 where records are missing and nothing stands in their place. */
  readonly bytes: number
  /** The first frame that is lost there, where one is. */
  readonly seq: number
  /** Frames lost there; unknown at the end of the log. */
  readonly missing: number | undefined
}

/** Takes the next bytes of a file, or `undefined` at its end; gives the frames that are whole now. Keeps no hold on the bytes. */
export type Scan = (chunk: Buffer | undefined) => readonly Frame[]

/** What a scan may be told. */
export interface ScanOptions {
  /** Told of each damaged place, once, when it is known where it ends. */
  readonly onDamage?: ((damage: Damage) => void) | undefined
  /** `seq` of the first record of the next segment, where there is one: shows what is missing at the end of this. */
  readonly nextSeq?: number | undefined
  /** Where reading begins, and the `seq` that stands there; the segment's beginning unless said otherwise. */
  readonly from?: Place | undefined
}

/**
 * Reads a segment that comes in chunks. A damaged record costs itself only: from its first byte on, every place is tried
 * until a record stands there whose checksum is right and whose `seq` can follow.
 */
export function scan(segment: Segment, { onDamage, nextSeq, from }: ScanOptions = {}): Scan {
  let held: Buffer = Buffer.alloc(0)
  /** Where `held` begins in the file. */
  let base = from?.offset ?? 0
  let lastSeq = (from?.seq ?? segment.firstSeq) - 1
  let damagedFrom: number | undefined

  function report(until: number, following: number | undefined) {
    const missing = following === undefined ? undefined : following - lastSeq - 1
    if (missing !== undefined && missing > 0) damagedFrom ??= until
    if (damagedFrom === undefined) return
    const [offset, bytes] = [damagedFrom, until - damagedFrom]
    onDamage?.({ segment: segment.path, offset, bytes, seq: lastSeq + 1, missing })
    damagedFrom = undefined
  }

  /** Takes every record out of some bytes, and keeps what may be the beginning of one. */
  function drain(bytes: Buffer, ended = false): readonly Frame[] {
    const frames: Frame[] = []
    let at = 0
    while (at < bytes.length) {
      const record = readRecord(bytes, at, lastSeq)
      if (record === 'short' && !ended) break
      if (typeof record === 'string') {
        damagedFrom ??= base + at
        at += 1
      } else {
        report(base + at, record.frame.seq)
        frames.push(record.frame)
        lastSeq = record.frame.seq
        at = record.end
      }
    }
    held = Buffer.from(bytes.subarray(at))
    base += at
    return frames
  }

  return (chunk) => {
    if (chunk) return partsOf(chunk, held).flatMap((part) => drain(joined(held, part)))
    const frames = drain(held, true)
    report(base, nextSeq)
    return frames
  }
}

const joined = (held: Buffer, part: Buffer): Buffer =>
  held.length === 0 ? part : Buffer.concat([held, part])

/** Cuts a chunk behind the record that the one before began: only that has to be copied, and not the whole chunk. */
function partsOf(chunk: Buffer, held: Buffer): readonly Buffer[] {
  const missing = (recordEnd(held) ?? 0) - held.length
  return missing > 0 && missing < chunk.length
    ? [chunk.subarray(0, missing), chunk.subarray(missing)]
    : [chunk]
}
