import type { Recording } from '../sources/replay/recording.ts'
import type { StoreBacklog } from './store-backlog.ts'

/** The same recording, read no faster than the database writes: at full speed rows would gather in memory. */
export const pacedRecording = (
  { read }: Pick<Recording, 'read'>,
  { room }: StoreBacklog,
): Pick<Recording, 'read'> => ({
  async *read(fromSeq) {
    for await (const chunk of read(fromSeq)) {
      yield chunk
      await room()
    }
  },
})
