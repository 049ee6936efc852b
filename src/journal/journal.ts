import { mkdirSync } from 'node:fs'
import type { Observable } from 'rxjs'
import type { Frame, RawFrame } from '../domain/frame.ts'
import { messageOf } from '../domain/message-of.ts'
import { commit, type Commit } from './commit.ts'
import { type Disk, realDisk } from './disk.ts'
import type { Durability } from './durability.ts'
import type { JournalHealth } from './health.ts'
import { lockFolder } from './lock.ts'
import type { PastSegment } from './past-segments.ts'
import { recordSize, writeRecord } from './record.ts'
import { type Recovered, recover } from './recover.ts'
import { segmentsIn } from './segment.ts'
import { segmentWriter } from './segment-writer.ts'
import { type Upkeep, upkeep } from './upkeep.ts'

/** Where and how a log is written. */
export interface JournalOptions {
  /** The folder; made when it is not there. */
  readonly dir: string
  /** What is promised of a frame that an operator sees; `batch` unless said otherwise. */
  readonly durability?: Durability
  /** A new file is begun when the current one has this many bytes; 64 MiB unless said otherwise. */
  readonly segmentBytes?: number
  /** Most bytes of frames that wait in memory while the disk refuses or is slow; 256 MiB unless said otherwise. */
  readonly holdBytes?: number
  /** A sync that takes longer is trouble, ms; 2,000 unless said otherwise. */
  readonly slowAfter?: number
  /** The machine's own unless said otherwise. */
  readonly disk?: Disk
  /** Whether files to which nothing more is written are compressed, by a thread of their own; they are not unless said so. */
  readonly compress?: boolean
  /** Told where that fails; nothing depends on it. */
  readonly onWarning?: (text: string) => void
}

/** What the log says to a batch that it took. */
interface Acknowledgement {
  /** The frames with their numbers, as the log holds them. */
  readonly frames: readonly Frame[]
  /** What is promised of them. */
  readonly durability: Durability
  /** Where they are as this is said: `memory` while the disk refuses, and a crash of the process loses them. */
  readonly standIn: 'file' | 'memory'
  /**
   * Under `each`: resolves when they are on the disk; nobody is to see them before. Rejects when they cannot be brought there any more.
   * Otherwise undefined: they may be seen at once.
   */
  readonly onDisk: Promise<void> | undefined
}

/** The log: every message, in the order it arrived, with its number. */
export interface Journal {
  /**
   * Numbers the frames and writes them, with one write, before it returns; what that is worth, the acknowledgement says.
   * Frames that the disk refuses are held in memory and written later, in order. Nothing is dropped: once `holdBytes` are
   * held it throws, as it does when the frames cannot be written as records or the log is closed; then none of them is in the log.
   * Text that is no Unicode (a lone surrogate) comes back as the log holds it.
   */
  readonly append: (frames: readonly RawFrame[]) => Acknowledgement
  /** `seq` of the last frame that was taken; 0 in an empty log. */
  readonly lastSeq: () => number
  /** Bytes cut off when it was opened: what a crash left half written behind the last good record. */
  readonly cutBytes: number
  /** How the log stands now. */
  readonly health: () => JournalHealth
  /** The same, now and whenever trouble comes, changes or goes. Completes when the log is closed; never fails. */
  readonly health$: Observable<JournalHealth>
  /**
   * Deletes the oldest files of the log, one after the other, until `isPast` says no; never the one that is written to. Resolves to the
   * number of files that went, and rejects with what the file system says.
   */
  readonly drop: (isPast: (oldest: PastSegment) => boolean) => Promise<number>
  /** Writes what is held, syncs whatever the durability, closes, and gives the folder free. Rejects when something may not have reached the disk. */
  readonly close: () => Promise<void>
}

const SEGMENT_BYTES = 64 * 2 ** 20
const HOLD_BYTES = 256 * 2 ** 20
const SLOW_AFTER = 2_000

/**
 * Opens the log of a folder for writing, one process at a time, and cuts a torn tail.
 * Throws an `Error` of one line when the folder cannot be written, or is being written by another process.
 */
export function openJournal(options: JournalOptions): Journal {
  const { dir, compress = false, onWarning = () => undefined } = options
  const unlock = explained(dir, () => {
    mkdirSync(dir, { recursive: true })
    return lockFolder(dir)
  })
  try {
    const found = explained(dir, () => recover(dir))
    const keeping = explained(dir, () => upkeep({ dir, isPacking: compress, onWarning }))
    const committing = explained(dir, () => committed(options, found, keeping))
    // What earlier runs have left to do is begun at once.
    const left = segmentsIn(dir)
      .slice(0, -1)
      .findLast(({ packed }) => !packed)
    if (left) keeping.closed(left)
    return journalOf({ options, found, committing, keeping, unlock })
  } catch (error) {
    unlock()
    throw error
  }
}

function committed(options: JournalOptions, found: Recovered, keeping: Upkeep): Commit {
  const { dir, durability = 'batch', disk = realDisk } = options
  const { segmentBytes = SEGMENT_BYTES, holdBytes = HOLD_BYTES, slowAfter = SLOW_AFTER } = options
  const writer = segmentWriter({ dir, disk, segmentBytes, onClosed: keeping.closed }, found)
  return commit(writer, { durability, holdBytes, slowAfter, refused: (cause) => unwritable(dir, cause) })
}

interface Parts {
  readonly options: JournalOptions
  readonly found: Recovered
  readonly committing: Commit
  readonly keeping: Upkeep
  readonly unlock: () => void
}

function journalOf({ options, found, committing, keeping, unlock }: Parts): Journal {
  const { dir, durability = 'batch' } = options
  let lastSeq = found.lastSeq
  let closing: Promise<void> | undefined

  function append(raw: readonly RawFrame[]): Acknowledgement {
    if (closing) throw new Error(`The journal in ${dir} is closed.`)
    if (raw.length === 0) return { frames: [], durability, standIn: 'file', onDisk: undefined }
    const frames = raw.map((frame, i) => numbered(frame, lastSeq + 1 + i))
    const firstSeq = lastSeq + 1
    const { promise, settle, fail } = durability === 'each' ? promised() : unpromised
    const inFile = committing.take({
      records: encode(frames),
      firstSeq,
      lastSeq: lastSeq + frames.length,
      takenAt: performance.now(),
      settle,
      fail,
    })
    lastSeq += frames.length
    return { frames, durability, standIn: inFile ? 'file' : 'memory', onDisk: promise }
  }

  async function finish() {
    try {
      await committing.close().finally(() => keeping.end())
    } finally {
      unlock()
    }
  }

  return {
    append,
    lastSeq: () => lastSeq,
    cutBytes: found.cutBytes,
    health: committing.health,
    health$: committing.health$,
    drop: keeping.drop,
    close: () => (closing ??= finish()),
  }
}

const unpromised = { promise: undefined, settle: () => undefined, fail: () => undefined }

function promised() {
  let settle = (): void => undefined
  let fail: (error: Error) => void = () => undefined
  const promise = new Promise<void>((resolve, reject) => {
    settle = resolve
    fail = reject
  })
  // Whoever waits is told; where nobody waits any more, closing the log tells.
  promise.catch(() => undefined)
  return { promise, settle, fail }
}

/** The records of some frames, in memory of their own: they may have to wait for the disk. */
function encode(frames: readonly Frame[]): Buffer {
  const records = Buffer.allocUnsafe(frames.reduce((sum, frame) => sum + recordSize(frame), 0))
  frames.reduce((at, frame) => writeRecord(records, at, frame), 0)
  return records
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
    `Cannot write the journal in ${dir} (${messageOf(cause)}). ` +
      'Make the folder writable and see that its disk has room, or use another folder.',
    { cause },
  )
