import { mkdirSync } from 'node:fs'
import type { Frame, RawFrame } from '../domain/frame.ts'
import { lockFolder } from './lock.ts'
import { recordSize, writeRecord } from './record.ts'
import { type Recovered, recover } from './recover.ts'
import { type SegmentWriter, segmentWriter } from './segment-writer.ts'
import type { Durability } from './sync.ts'

/** Where and how a log is written. */
export interface JournalOptions {
  /** The folder; made when it is not there. */
  readonly dir: string
  /** What `append` promises when it returns; `batch` unless said otherwise. */
  readonly durability?: Durability
  /** A new file is begun when the current one has this many bytes; 256 MiB unless said otherwise. */
  readonly segmentBytes?: number
}

/** The log: every message, in the order it arrived, with its number. */
export interface Journal {
  /**
   * Numbers the frames and writes them, with one write, before it returns: nobody sees a frame that is not in the log.
   * A crash of the process loses none of them. Against a power cut the return promises
   * nothing under `none`, and under `batch` that an fsync begins within 50 ms; under `each` they are on the disk.
   * Throws when they cannot be written; then none of them is in the log. Text that is no Unicode (a lone surrogate) comes back as the log holds it.
   */
  readonly append: (frames: readonly RawFrame[]) => readonly Frame[]
  /** `seq` of the last frame in the log; 0 in an empty one. */
  readonly lastSeq: () => number
  /** Bytes cut off when it was opened: what a crash left half written behind the last good record. */
  readonly cutBytes: number
  /** Syncs whatever the durability, closes, and gives the folder free. Rejects when something may not have reached the disk. */
  readonly close: () => Promise<void>
}

const SEGMENT_BYTES = 256 * 2 ** 20

/**
 * Opens the log of a folder for writing, one process at a time, and cuts a torn tail.
 * Throws an `Error` of one line when the folder cannot be written, or is being written by another process.
 */
export function openJournal(options: JournalOptions): Journal {
  const { dir, durability = 'batch', segmentBytes = SEGMENT_BYTES } = options
  const unlock = explained(dir, () => {
    mkdirSync(dir, { recursive: true })
    return lockFolder(dir)
  })
  try {
    const found = explained(dir, () => recover(dir))
    const writer = explained(dir, () => segmentWriter({ dir, durability, segmentBytes }, found))
    return journalOf({ dir, found, writer, unlock })
  } catch (error) {
    unlock()
    throw error
  }
}

interface Parts {
  readonly dir: string
  readonly found: Recovered
  readonly writer: SegmentWriter
  readonly unlock: () => void
}

function journalOf({ dir, found, writer, unlock }: Parts): Journal {
  const encode = encoder()
  let lastSeq = found.lastSeq
  let closing: Promise<void> | undefined

  function append(raw: readonly RawFrame[]): readonly Frame[] {
    if (closing) throw new Error(`The journal in ${dir} is closed.`)
    if (raw.length === 0) return []
    const frames = raw.map((frame, i) => numbered(frame, lastSeq + 1 + i))
    const records = encode(frames)
    explained(dir, () => writer.write(records, lastSeq + 1))
    lastSeq += frames.length
    return frames
  }

  async function finish() {
    try {
      await writer.close()
    } catch (error) {
      throw unwritable(dir, error)
    } finally {
      unlock()
    }
  }

  return { append, lastSeq: () => lastSeq, cutBytes: found.cutBytes, close: () => (closing ??= finish()) }
}

/** Encodes batches into one buffer that is used again and again. */
function encoder(): (frames: readonly Frame[]) => Buffer {
  let room = Buffer.allocUnsafe(2 ** 16)
  return (frames) => {
    const bytes = frames.reduce((sum, frame) => sum + recordSize(frame), 0)
    if (bytes > room.length) room = Buffer.allocUnsafe(2 * bytes)
    const end = frames.reduce((at, frame) => writeRecord(room, at, frame), 0)
    return room.subarray(0, end)
  }
}

const numbered = ({ receivedTime, source, text }: RawFrame, seq: number): Frame => ({
  seq,
  receivedTime,
  source,
  text: wellFormed(text),
})

/** Text as UTF-8 keeps it, so that whoever sees the frame now and whoever reads it later see the same. */
function wellFormed(text: string): string {
  if (Buffer.byteLength(text) === text.length || !/\p{Surrogate}/u.test(text)) return text
  return Buffer.from(text).toString()
}

function explained<T>(dir: string, task: () => T): T {
  try {
    return task()
  } catch (error) {
    throw error instanceof Error && 'code' in error ? unwritable(dir, error) : error
  }
}

const unwritable = (dir: string, cause: unknown) =>
  new Error(
    `Cannot write the journal in ${dir} (${cause instanceof Error ? cause.message : String(cause)}). ` +
      'Make the folder writable and see that its disk has room, or use another folder.',
    { cause },
  )
