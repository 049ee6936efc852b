import type { LogReader } from '../lineage/log-reader.ts'
import type { Recording } from '../sources/replay/recording.ts'

/** A recording in place of the log. */
export const recordingLog = ({ read }: Pick<Recording, 'read'>): LogReader =>
  async function* frames(fromSeq) {
    for await (const chunk of read(fromSeq)) yield chunk.frames
  }
