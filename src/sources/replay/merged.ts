import type { Frame } from '../../domain/frame.ts'
import type { RecordingChunk } from './recording-chunk.ts'

/** Frames handed on at a time. */
const CHUNK = 1_000

/** A recording that is being read. */
interface Track {
  /** Its place among the paths. */
  readonly place: number
  readonly chunks: AsyncIterator<RecordingChunk>
  frames: readonly Frame[]
  /** The next one of `frames`. */
  at: number
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
  }
  return true
}

const headOf = ({ frames, at }: Track): number => frames[at]?.receivedTime ?? Infinity

/** Whether a frame of the one goes before one of the other. */
const goesFirst = (time: number, place: number, other: Track): boolean =>
  time < headOf(other) || (time === headOf(other) && place < other.place)

/** Takes what goes before the head of every other track, up to the end of its chunk. */
function takeRun(track: Track, others: readonly Track[]): readonly Frame[] {
  const start = track.at
  const isNext = ({ receivedTime }: Frame) =>
    others.every((other) => goesFirst(receivedTime, track.place, other))
  const end = track.frames.findIndex((frame, i) => i > start && !isNext(frame))
  track.at = end < 0 ? track.frames.length : end
  return track.frames.slice(start, track.at)
}

const firstOf = (tracks: readonly Track[]): Track | undefined =>
  tracks.find((track) =>
    tracks.every((other) => other === track || goesFirst(headOf(track), track.place, other)),
  )

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
    bytesRead: 0,
  }))
  let frames: Frame[] = []
  let seq = 0
  try {
    let open = await stillOpen(all)
    for (let first = firstOf(open); first; first = firstOf(open)) {
      for (const frame of takeRun(
        first,
        open.filter((track) => track !== first),
      ))
        frames.push({ ...frame, seq: ++seq })
      if (first.at === first.frames.length) open = await stillOpen(open)
      if (frames.length < CHUNK && open.length > 0) continue
      yield { frames, bytesRead: sumOf(all) }
      frames = []
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
