import type { Frame } from '../../domain/frame.ts'

/** Frames of a recording, and how far they are into it. */
export interface RecordingChunk {
  readonly frames: readonly Frame[]
  /** Bytes read so far of all its files; undefined where their size means nothing. */
  readonly bytesRead: number | undefined
}
