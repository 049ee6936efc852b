import type { Frame } from '../../domain/frame.ts'
import type { Recording } from './recording.ts'
import type { RecordingChunk } from './recording-chunk.ts'

/** A recording that is read forward, frame by frame, and can be wound to any place. */
export interface Tape {
  /** The next frame if it is in memory already. */
  readonly held: () => Frame | undefined
  /** The next frame; `undefined` at the end. */
  readonly peek: () => Promise<Frame | undefined>
  /** The next frame is taken. */
  readonly take: () => void
  /** Goes on from the first frame whose `seq` is at least this. */
  readonly wind: (fromSeq: number) => Promise<void>
  readonly close: () => Promise<void>
}

/** A tape at the beginning of a recording. Holds a chunk of it at a time. */
export function openTape({ read }: Pick<Recording, 'read'>): Tape {
  let chunks = read()[Symbol.asyncIterator]()
  let frames: readonly Frame[] = []
  let at = 0
  const close = async () => {
    await chunks.return?.()
  }
  return {
    held: () => frames[at],
    async peek() {
      while (at === frames.length) {
        const next: IteratorResult<RecordingChunk, unknown> = await chunks.next()
        if (next.done) return undefined
        frames = next.value.frames
        at = 0
      }
      return frames[at]
    },
    take() {
      at += 1
    },
    async wind(fromSeq) {
      const first = frames[0]?.seq ?? Infinity
      const place = frames.findIndex(({ seq }) => seq >= fromSeq)
      if (first <= fromSeq && place >= 0) {
        at = place
        return
      }
      await close()
      chunks = read(fromSeq)[Symbol.asyncIterator]()
      frames = []
      at = 0
    },
    close,
  }
}
