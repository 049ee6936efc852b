import { isDeepStrictEqual } from 'node:util'
import type { Frame } from '../domain/frame.ts'
import { readJournal } from '../journal/read-journal.ts'
import type { SnapshotFiles } from '../journal/snapshots.ts'
import type { SavedProgram, Saving } from './saving.ts'

/** Where a program goes on. */
export interface RecoveryOptions {
  readonly journalDir: string
  readonly files: SnapshotFiles
  readonly saving: Saving
  /** Lets the program go on from a snapshot; the reason when it cannot. */
  readonly load: (saved: SavedProgram) => string | undefined
  readonly onInfo: (text: string) => void
}

/**
 * The frames of the log that a program has not seen yet: those behind the newest snapshot that it can go on from, or, without
 * one, all. Saves on the way, so that a long log has to be read once.
 */
export async function* recovered(options: RecoveryOptions): AsyncGenerator<readonly Frame[]> {
  for await (const frames of (await tail(options)) ?? readJournal(options.journalDir)) {
    yield frames
    await options.saving.due()
  }
}

/** The frames behind the newest snapshot that is of use. */
async function tail(options: RecoveryOptions): Promise<AsyncIterable<readonly Frame[]> | undefined> {
  const { journalDir, files, load, onInfo } = options
  for (const { seq, data } of files.newest()) {
    // Whole as it was written, by a checksum; of which program, the fingerprint in it says.
    const saved = data as SavedProgram
    const batches = readJournal(journalDir, { fromSeq: seq })
    const first = await batches.next()
    const frames = first.done ? [] : first.value
    const reason = isDeepStrictEqual(frames[0], saved.frame) ? load(saved) : 'it is one of another log'
    if (reason === undefined) {
      onInfo(`going on from the snapshot of frame ${seq}`)
      return rest(frames.slice(1), batches)
    }
    onInfo(`the snapshot of frame ${seq} is left out: ${reason}`)
    await batches.return(undefined)
  }
  return undefined
}

async function* rest(
  frames: readonly Frame[],
  batches: AsyncIterable<readonly Frame[]>,
): AsyncGenerator<readonly Frame[]> {
  yield frames
  yield* batches
}
