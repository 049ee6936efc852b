import { isDeepStrictEqual } from 'node:util'
import type { Frame } from '../domain/frame.ts'
import { readJournal } from '../journal/read-journal.ts'
import { readTold } from '../journal/read-told.ts'
import type { SnapshotFiles } from '../journal/snapshots.ts'
import type { SavedProgram, Saving } from './saving.ts'

/** Where a program goes on. */
export interface RecoveryOptions {
  readonly journalDir: string
  readonly files: SnapshotFiles
  readonly saving: Saving
  /** What to wait for before more is read; undefined for nothing. */
  readonly room?: (() => Promise<void> | undefined) | undefined
  /** Lets the program go on from a snapshot; the reason when it cannot. */
  readonly load: (saved: SavedProgram) => string | undefined
  readonly onInfo: (text: string) => void
  /** What of the log cannot be read. */
  readonly onWarning: (text: string) => void
}

/**
 * The frames of the log that a program has not seen yet: those behind the newest snapshot that it can go on from, or, without
 * one, all. Saves on the way, so that a long log has to be read once.
 */
export async function* recovered(options: RecoveryOptions): AsyncGenerator<readonly Frame[]> {
  const { journalDir, saving, room, onWarning: onDamage } = options
  const fromSeq = await firstUnseen(options)
  for await (const frames of readTold(journalDir, { fromSeq, onDamage })) {
    yield frames
    await saving.due()
    await room?.()
  }
}

/** The frame behind the newest snapshot that is of use, which is loaded; the first of all where none is. */
async function firstUnseen({ journalDir, files, load, onInfo }: RecoveryOptions): Promise<number> {
  for (const { seq, data } of files.newest()) {
    // Whole as it was written, by a checksum; of which program, the fingerprint in it says.
    const saved = data as SavedProgram
    const frame = await frameAt(journalDir, seq)
    const reason = isDeepStrictEqual(frame, saved.frame) ? load(saved) : 'it is one of another log'
    if (reason === undefined) {
      onInfo(`going on from the snapshot of frame ${seq}`)
      return seq + 1
    }
    onInfo(`the snapshot of frame ${seq} is left out: ${reason}`)
  }
  return 1
}

/** The first frame of a log from a number on. */
async function frameAt(journalDir: string, fromSeq: number): Promise<Frame | undefined> {
  for await (const [frame] of readJournal(journalDir, { fromSeq })) return frame
  return undefined
}
