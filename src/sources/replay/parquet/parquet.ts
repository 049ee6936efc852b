import type { DuckDBInstance } from '@duckdb/node-api'
import type { DecodedEvent } from '../../../domain/event.ts'
import type { Frame } from '../../../domain/frame.ts'
import type { RecordingChunk } from '../recording-chunk.ts'
import { database } from './database.ts'
import { PARQUET, type ParquetFrame } from './parquet-frame.ts'
import { type ParquetFile, parquetFiles, tablesNamed } from './parquet-file.ts'
import { storedKinds } from './stored-kinds.ts'
import { openTrack, type Track } from './track.ts'

/** Frames handed on at a time. Of 2,000 so many live at once that the collector takes twice the time, a tenth of the reading. */
const CHUNK = 500

/** Stored tables of one log, by their files. */
export interface ParquetTables {
  readonly files: readonly ParquetFile[]
  /** Size of the files. */
  readonly bytes: number
}

const placeOf = ({ kind }: ParquetFile): number => storedKinds.indexOf(kind)

/**
 * Looks into the files of stored tables, whole dates or parts of them, in any order. Fails with a line that names the file that is damaged
 * or holds no table, and when none of them holds one that a replay can begin from.
 */
export async function openParquet(paths: readonly string[]): Promise<ParquetTables> {
  const connection = await (await database()).connect()
  try {
    const files = [...(await parquetFiles(connection, paths))]
    if (files.length === 0)
      throw new Error(
        `${paths.join(', ')}: no rows that a replay can begin from. Name the tables that others are made of: ${tablesNamed}.`,
      )
    files.sort((a, b) => a.firstSeq - b.firstSeq || placeOf(a) - placeOf(b) || (a.path < b.path ? -1 : 1))
    return { files, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) }
  } finally {
    connection.closeSync()
  }
}

/** A file that is open. */
interface Open {
  readonly file: ParquetFile
  readonly track: Track
}

/** Files that are read as one. */
interface Merging {
  readonly instance: DuckDBInstance
  readonly fromSeq: number
  /** Those whose turn has not come, in the order of their first rows. */
  readonly waiting: ParquetFile[]
  /** Those that have rows in memory, in the order in which rows of one frame come. */
  open: readonly Open[]
  /** All that were opened. */
  readonly tracks: Track[]
}

const inFrameOrder = (a: Open, b: Open): number =>
  placeOf(a.file) - placeOf(b.file) || (a.file.path < b.file.path ? -1 : 1)

/**
 * Reads stored tables as one recording, in the order of `seq`: all rows of one frame of the log are a frame again, see `storedKinds`.
 * A file is open from its first place in the log to its last, and some thousand rows of it are in memory. Fails with a line that names
 * the file where one cannot be read on, or does not stand in the order of `seq`.
 */
export async function* parquet(
  { files, bytes }: ParquetTables,
  fromSeq: number,
): AsyncGenerator<RecordingChunk> {
  const instance = await database()
  const waiting = files.filter(({ lastSeq }) => lastSeq >= fromSeq)
  const merging: Merging = { instance, fromSeq, waiting, open: [], tracks: [] }
  const rowCount = files.reduce((sum, file) => sum + file.rowCount, 0)
  const taken = () => merging.tracks.reduce((sum, track) => sum + track.taken(), 0)
  const chunk = (frames: readonly Frame[]) => ({
    frames,
    bytesRead: Math.round((bytes * taken()) / rowCount),
  })
  let frames: ParquetFrame[] = []
  try {
    while (await takeOn(merging, frames)) {
      if (frames.length < CHUNK) continue
      // Rows that are not read yet may belong to the last frame.
      const last = frames.splice(-1)
      yield chunk(frames)
      frames = last
    }
    if (frames.length > 0) yield chunk(frames)
  } finally {
    for (const track of merging.tracks) await track.close()
  }
}

/** Takes some frames, or makes that some can be taken. False at the end. */
async function takeOn(merging: Merging, frames: ParquetFrame[]): Promise<boolean> {
  const { open, waiting } = merging
  const [next] = waiting
  const seq = leastOf(open)
  if (next && next.firstSeq <= seq) {
    await begin(next, merging)
    return true
  }
  if (seq === Infinity) return false
  const usedUp = takeFrames(open, next?.firstSeq ?? Infinity, frames)
  if (usedUp && !(await usedUp.readOn())) merging.open = open.filter(({ track }) => track !== usedUp)
  return true
}

async function begin(file: ParquetFile, merging: Merging): Promise<void> {
  const { waiting, instance, fromSeq, tracks } = merging
  waiting.shift()
  const track = await openTrack(instance, file, fromSeq)
  tracks.push(track)
  if (await track.readOn()) merging.open = [...merging.open, { file, track }].sort(inFrameOrder)
}

/** The track whose row comes next; undefined when none has one. */
function firstOf(open: readonly Open[]): Track | undefined {
  let first: Track | undefined
  for (const { track } of open) if (track.seq < (first?.seq ?? Infinity)) first = track
  return first
}

/** Takes frames that stand before `until`, until there are enough, or until the rows of a track are used up: then gives that track. */
function takeFrames(open: readonly Open[], until: number, frames: ParquetFrame[]): Track | undefined {
  const most = frames.length + CHUNK
  while (frames.length < most) {
    const first = firstOf(open)
    if (!first || first.seq >= until) return undefined
    takeRun(first, Math.min(until, leastOf(open, first)), frames)
    if (first.seq === Infinity) return first
  }
  return undefined
}

/** The first place of the tracks, without one of them; `Infinity` when none has one. */
function leastOf(open: readonly Open[], without?: Track): number {
  let least = Infinity
  for (const { track } of open) if (track !== without && track.seq < least) least = track.seq
  return least
}

/** Takes the rows of a track's next frame, and those of its frames before `bound`, as far as they are in memory. */
function takeRun(track: Track, bound: number, frames: ParquetFrame[]): void {
  const { seq } = track
  while (track.seq < bound || track.seq === seq) add(frames, track.take())
}

/** Puts an event to those of its frame. */
function add(frames: ParquetFrame[], event: DecodedEvent): void {
  const last = frames[frames.length - 1]
  if (last?.seq === event.seq) last.events.push(event)
  else
    frames.push({
      seq: event.seq,
      receivedTime: event.receivedTime,
      source: PARQUET,
      text: '',
      events: [event],
    })
}
