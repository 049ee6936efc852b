import type { Frame } from '../../domain/frame.ts'
import { PARQUET } from './parquet/parquet-frame.ts'
import type { RecordingChunk } from './recording-chunk.ts'

/** Frames handed on at a time. */
const CHUNK = 1_000

/** A recording that is being read. */
interface Track {
  /** Its place among the paths. */
  readonly place: number
  readonly chunks: AsyncIterator<RecordingChunk>
  frames: readonly Frame[]
  /** The next one of `frames`, and when it was received. */
  at: number
  head: number
  bytesRead: number | undefined
}

/** Reads on where a chunk is used up. False at the end. */
async function hasNext(track: Track): Promise<boolean> {
  while (track.at === track.frames.length) {
    const next: IteratorResult<RecordingChunk, unknown> = await track.chunks.next()
    if (next.done) return false
    track.frames = next.value.frames
    track.bytesRead = next.value.bytesRead
    track.at = 0
    track.head = track.frames[0]?.receivedTime ?? Infinity
  }
  return true
}

/** Whether a frame of the one goes before the head of the other. */
const goesFirst = (time: number, place: number, other: Track): boolean =>
  time < other.head || (time === other.head && place < other.place)

/** What is handed on next: frames, and the number of the last one. */
interface Taken {
  frames: Frame[]
  seq: number
}

/**
 * A frame with another number. It is written out, for copied by the names of its fields it would cost three times as much; but for one of
 * stored rows, which has its events beside the fields of all frames.
 */
function numbered(frame: Frame, seq: number): Frame {
  const { receivedTime, source, text } = frame
  return source === PARQUET ? { ...frame, seq } : { seq, receivedTime, source, text }
}

/** Takes what goes before the head of the track `next`, up to the end of its chunk. */
function takeRun(track: Track, next: Track | undefined, taken: Taken): void {
  const { frames, place } = track
  const from = track.at
  for (; track.at < frames.length; track.at += 1) {
    const frame = frames[track.at]
    if (!frame) return
    track.head = frame.receivedTime
    if (track.at > from && next && !goesFirst(track.head, place, next)) return
    taken.frames.push(numbered(frame, ++taken.seq))
  }
}

/** The track whose head goes first, among all but one; by their places, so that of two at one time the one before stays in front. */
function frontOf(tracks: readonly Track[], without?: Track): Track | undefined {
  let first: Track | undefined
  for (const track of tracks) if (track !== without && (!first || track.head < first.head)) first = track
  return first
}

const sumOf = (tracks: readonly Track[]): number | undefined =>
  tracks.reduce<number | undefined>(
    (sum, { bytesRead }) => (sum === undefined || bytesRead === undefined ? undefined : sum + bytesRead),
    0,
  )

/**
 * Several recordings as one: next comes the frame that was received first; of frames that were received in the same millisecond that of the
 * recording that is named first; and the frames of one recording stay in its order, also where its clock was set back. `seq` is numbered
 * anew, 1, 2, 3, … The same recordings in the same order give the same frames, whatever the chunks in which they are read.
 */
export async function* merged(
  recordings: readonly AsyncIterable<RecordingChunk>[],
): AsyncGenerator<RecordingChunk> {
  const all = recordings.map((recording, place): Track => ({
    place,
    chunks: recording[Symbol.asyncIterator](),
    frames: [],
    at: 0,
    head: Infinity,
    bytesRead: 0,
  }))
  const taken: Taken = { frames: [], seq: 0 }
  try {
    let open = await stillOpen(all)
    let first = frontOf(open)
    while (first) {
      const next = frontOf(open, first)
      takeRun(first, next, taken)
      const isUsedUp = first.at === first.frames.length
      if (isUsedUp) open = await stillOpen(open)
      // A run ends where the next one has to go first.
      first = isUsedUp ? frontOf(open) : next
      if (taken.frames.length < CHUNK && open.length > 0) continue
      yield { frames: taken.frames, bytesRead: sumOf(all) }
      taken.frames = []
    }
  } finally {
    for (const { chunks } of all) await chunks.return?.()
  }
}

async function stillOpen(tracks: readonly Track[]): Promise<readonly Track[]> {
  const open: Track[] = []
  for (const track of tracks) if (await hasNext(track)) open.push(track)
  return open
}
