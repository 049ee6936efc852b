import { readSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import type { Frame } from '../domain/frame.ts'
import { messageOf } from '../domain/message-of.ts'
import { type FramesOptions, packedFrames } from './packed-frames.ts'
import { type Damage, scan } from './scan.ts'
import { packedOf, type Segment, segmentsIn } from './segment.ts'
import { placeBefore } from './segment-index.ts'

/** What to read of a log, and whom to tell of what cannot be read. */
export interface ReadOptions {
  /** First frame wanted; 1 unless said otherwise. */
  readonly fromSeq?: number
  /** Told of each damaged place as reading passes it. */
  readonly onDamage?: (damage: Damage) => void
}

/** Most frames in one batch, so that whoever works on them gives others a turn in between. */
const BATCH = 1_000
const CHUNK = 2 ** 20

/**
 * Reads the log of a folder from its beginning, or from `fromSeq`, in batches of at most 1,000 frames. Holds about one megabyte,
 * however long the log is. May be read while it is written: then it ends with what was there when it came to the end.
 *
 * A record with a wrong checksum costs itself only: it is left out and reported, as is a half-written one at the end, and a compressed
 * block that cannot be read any more, and frames that are missing between two files. What was before the oldest file is not missed.
 * Throws an `Error` of one line where there is no log.
 */
export async function* readJournal(
  dir: string,
  { fromSeq = 1, onDamage }: ReadOptions = {},
): AsyncGenerator<readonly Frame[]> {
  for (const { segment, nextSeq } of segmentsFrom(dir, fromSeq))
    for await (const frames of framesOf({ segment, onDamage, nextSeq, fromSeq })) {
      const wanted = frames.filter(({ seq }) => seq >= fromSeq)
      for (let at = 0; at < wanted.length; at += BATCH) yield wanted.slice(at, at + BATCH)
    }
}

/** The segments that hold `fromSeq` and what follows, each with the number that the one after it begins with. */
const segmentsFrom = (dir: string, fromSeq: number) =>
  readable(dir)
    .map((segment, i, all) => ({ segment, nextSeq: all[i + 1]?.firstSeq }))
    .filter(({ nextSeq }) => nextSeq === undefined || nextSeq > fromSeq)

async function* framesOf(options: FramesOptions) {
  const { segment, nextSeq, onDamage } = options
  const opened = await openedOf(segment)
  if (!opened) {
    // It was deleted since the look into the folder.
    const { path, firstSeq: seq } = segment
    const missing = nextSeq === undefined ? undefined : nextSeq - seq
    onDamage?.({ segment: path, offset: 0, bytes: 0, seq, missing })
    return
  }
  try {
    yield* opened.read(opened.file, { ...options, segment: opened.segment })
  } finally {
    await opened.file.close()
  }
}

interface Opened {
  readonly segment: Segment
  readonly file: FileHandle
  readonly read: (file: FileHandle, options: FramesOptions) => AsyncGenerator<readonly Frame[]>
}

/** A segment may have been compressed since the look into its folder, or deleted. */
async function openedOf(segment: Segment): Promise<Opened | undefined> {
  for (const form of segment.packed ? [segment] : [segment, packedOf(segment)])
    try {
      const file = await open(form.path)
      return { segment: form, file, read: form.packed ? packedFrames : plainFrames }
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
    }
  return undefined
}

async function* plainFrames(file: FileHandle, { segment, fromSeq, ...options }: FramesOptions) {
  const from = placeBefore(segment, fromSeq, (into, at) => readSync(file.fd, into, 0, into.length, at))
  const feed = scan(segment, { ...options, from })
  for await (const chunk of chunksOf(file, from.offset)) yield feed(chunk)
  yield feed(undefined)
}

async function* chunksOf(file: FileHandle, offset: number) {
  const chunk = Buffer.allocUnsafe(CHUNK)
  for (let at = offset; ;) {
    const { bytesRead } = await file.read(chunk, 0, CHUNK, at)
    if (bytesRead === 0) return
    at += bytesRead
    yield chunk.subarray(0, bytesRead)
  }
}

function readable(dir: string): readonly Segment[] {
  const segments = segmentsAt(dir)
  if (segments.length > 0) return segments
  throw new Error(`There is no journal in ${dir}: it has no file like 0000000000000001.log.`)
}

function segmentsAt(dir: string): readonly Segment[] {
  try {
    return segmentsIn(dir)
  } catch (cause) {
    const why = messageOf(cause)
    throw new Error(`Cannot read a journal in ${dir} (${why}). Name the folder that holds its .log files.`, {
      cause,
    })
  }
}
