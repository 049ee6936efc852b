import { closeSync, fsyncSync, ftruncateSync, openSync, writeSync } from 'node:fs'
import type { Recovered } from './recover.ts'
import { segmentOf } from './segment.ts'
import { type Durability, sync } from './sync.ts'

/** The end of the log, where records are added. */
export interface SegmentWriter {
  /**
   * Adds records, all of them or none, with one write; a full segment is left behind first and the next one named by `firstSeq`.
   * Throws what the file system says. After a failure that may have lost something, throws always.
   */
  readonly write: (records: Buffer, firstSeq: number) => void
  /** Syncs and closes. Rejects when something that was written may not have reached the disk. */
  readonly close: () => Promise<void>
}

/** How a segment is written. */
export interface SegmentWriterOptions {
  readonly dir: string
  readonly durability: Durability
  readonly segmentBytes: number
}

/** Goes on where a log ended. */
export function segmentWriter(options: SegmentWriterOptions, found: Recovered): SegmentWriter {
  const { dir, durability, segmentBytes } = options
  let fd = openSegment(dir, found.segment?.firstSeq ?? found.lastSeq + 1)
  let size = found.size
  let lost: Error | undefined
  const syncing = sync(durability, (error) => (lost = error))

  function roll(firstSeq: number) {
    if (size < segmentBytes) return
    const next = openSegment(dir, firstSeq)
    syncing.finish(fd)
    fd = next
    size = 0
  }

  function write(records: Buffer, firstSeq: number) {
    if (lost) throw lost
    roll(firstSeq)
    try {
      for (let done = 0; done < records.length;) done += writeSync(fd, records, done)
      syncing.written(fd)
    } catch (error) {
      takeBack()
      throw error
    }
    size += records.length
  }

  /** Half a batch is no batch: nobody was told of these frames, and their numbers will go to others. */
  function takeBack() {
    try {
      ftruncateSync(fd, size)
    } catch (error) {
      lost = error instanceof Error ? error : new Error(String(error))
    }
  }

  async function finish() {
    syncing.finish(fd)
    await syncing.settled()
    if (lost) throw lost
  }

  return { write, close: finish }
}

/** A new file must be in its folder on the disk before a sync of its content is worth anything. */
function openSegment(dir: string, firstSeq: number): number {
  const fd = openSync(segmentOf(dir, firstSeq).path, 'a')
  const folder = openSync(dir, 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
  return fd
}
