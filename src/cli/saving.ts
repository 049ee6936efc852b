import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Snapshot } from '../../operators/state/snapshots.ts'
import type { Frame } from '../domain/frame.ts'
import { messageOf } from '../domain/message-of.ts'
import { type KeptBytes, keptBytes } from '../journal/kept-bytes.ts'
import { writingSnapshot } from '../journal/snapshot-bytes.ts'
import type { SnapshotFiles } from '../journal/snapshots.ts'

/** What is in a snapshot's file. */
export interface SavedProgram {
  /** The last frame in it. The log has the same one, or it is another log. */
  readonly frame: Frame
  /** For each table the frame of the last row that came of it. */
  readonly lastRows: ReadonlyMap<string, number>
  readonly program: Snapshot
}

/** How often, and what. */
export interface SavingOptions {
  readonly files: SnapshotFiles
  readonly save: () => Omit<SavedProgram, 'frame'>
  /** Frames that a restart reads again in about a second. */
  readonly frames?: number
  /** Least time between two, and most while frames come, ms. */
  readonly least?: number
  readonly most?: number
  readonly onWarning: (text: string) => void
}

/** Saves a program now and then. */
export interface Saving {
  /** Takes the frame that goes through the program now. */
  follow(frame: Frame): void
  /** Begins to save what the program remembers when it is time to; frames have to wait until it resolves. Never rejects. */
  due(): Promise<void> | undefined
  /** Saves what came since the last one, and resolves when it is on the disk. */
  finish(): Promise<void>
}

/** Longest time without a turn for others, ms. */
const TURN = 3

/** Nothing was saved yet. */
export function saving(options: SavingOptions): Saving {
  const { files, save, onWarning, frames = 40_000, least = 20_000, most = 60_000 } = options
  let last: Frame | undefined
  let count = 0
  let since = performance.now()
  /** The program stands still. */
  let taking: Promise<void> | undefined
  /** Some megabytes, time and again: the same ones, or the process would grow by what allocators keep of them. */
  const bytes = keptBytes()
  /** It goes on, and the disk works. */
  let writing: Promise<void> | undefined

  async function take(frame: Frame): Promise<void> {
    count = 0
    since = performance.now()
    try {
      await write({ frame, ...save() }, bytes)
      writing = files.write(frame.seq, bytes.view()).finally(() => (writing = undefined))
    } catch (error) {
      onWarning(`no snapshot of frame ${frame.seq}: ${messageOf(error)}`)
    }
  }

  return {
    follow(frame) {
      last = frame
      count += 1
    },
    due() {
      const waited = performance.now() - since
      if (!last || count === 0 || writing || waited < (count >= frames ? least : most)) return undefined
      return (taking = take(last))
    },
    async finish() {
      await taking
      await writing
      if (last && count > 0) await take(last)
      await writing
    },
  }
}

/** Writes in steps, with a turn for all else in between. */
async function write(data: SavedProgram, bytes: KeptBytes): Promise<void> {
  bytes.clear()
  const steps = writingSnapshot(data, bytes)
  let begun = performance.now()
  while (!steps.next().done) {
    if (performance.now() - begun < TURN) continue
    await nextTurn()
    begun = performance.now()
  }
}
