import { readdirSync, statSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Instant } from '../domain/time.ts'
import { readJournal } from './read-journal.ts'
import { packedOf, type Segment, segmentOf, segmentsIn } from './segment.ts'
import { indexPath } from './segment-index.ts'

/** The oldest file of a log that goes on behind it. */
export interface PastSegment {
  /** Its last frame has this number, or a lower one. */
  readonly lastSeq: number
  /** Its frames were received by then. */
  readonly until: Instant
  /** Bytes of all files of the log. */
  readonly logBytes: number
}

/**
 * Deletes files of a log, oldest first, until `isPast` says no; never the last one. A crash in between leaves a log without a hole.
 * Resolves to the number of files that went.
 */
export async function dropPast(dir: string, isPast: (oldest: PastSegment) => boolean): Promise<number> {
  for (let dropped = 0; ; dropped++) {
    const [oldest, next] = segmentsIn(dir)
    const until = next && (await firstReceived(dir, next.firstSeq))
    if (!oldest || !next || until === undefined) return dropped
    if (!isPast({ lastSeq: next.firstSeq - 1, until, logBytes: bytesOf(dir) })) return dropped
    await drop(segmentOf(dir, oldest.firstSeq))
  }
}

async function firstReceived(dir: string, fromSeq: number): Promise<Instant | undefined> {
  for await (const [frame] of readJournal(dir, { fromSeq })) if (frame) return frame.receivedTime
  return undefined
}

const bytesOf = (dir: string): number =>
  readdirSync(dir).reduce(
    (sum, name) => sum + (name.includes('.log') ? statSync(join(dir, name)).size : 0),
    0,
  )

/** The packed form goes last: it is whole whenever it is there. */
async function drop(segment: Segment): Promise<void> {
  for (const path of [indexPath(segment), segment.path, packedOf(segment).path])
    await rm(path, { force: true })
}
