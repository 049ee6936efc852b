import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { messageOf } from '../domain/message-of.ts'
import { readSnapshot } from './snapshot-bytes.ts'

/*
 * One file: `0000000000001234.state`, named by the `seq` of the last frame that is in it. Little endian:
 *
 *   offset  bytes  what
 *        0      4  "VNS2"
 *        4      4  crc32 of what follows, unsigned
 *        8    ...  the data, see snapshot-bytes.ts
 */
const MAGIC = Buffer.from('VNS2')
const HEAD = 8
const NAME = /^\d{16}\.state$/
/** What a crash left half written. */
const UNFINISHED = '.new'

/** Files that are kept: should the newest be damaged, there is another one. */
const KEPT = 2

/** Where snapshots lie, and who is told of those that are of no use. */
export interface SnapshotFilesOptions {
  /** The folder; made when it is not there. */
  readonly dir: string
  /** Where the log ends. A snapshot of a frame behind it tells of frames that were lost, and is deleted. */
  readonly lastSeq: number
  readonly onWarning: (text: string) => void
}

/** What was saved with the frame `seq` as the last one in it. */
interface Saved {
  readonly seq: number
  readonly data: unknown
}

/** The snapshots beside a log. */
export interface SnapshotFiles {
  /** Those that are whole, newest first; each is read when it is asked for. Warns of the others. */
  readonly newest: () => Generator<Saved>
  /** Number of the oldest; undefined where there is none. */
  readonly oldest: () => number | undefined
  /**
   * Writes a snapshot aside, brings it to the disk and gives it its name: a crash leaves the whole of it or nothing. Then
   * deletes all but the newest two. Never rejects: one that cannot be written is a warning, for the log has everything.
   */
  readonly write: (seq: number, bytes: Uint8Array) => Promise<void>
}

/** Opens the snapshots of a folder, and deletes what is of no use. Throws what the file system says. */
export function openSnapshots({ dir, lastSeq, onWarning }: SnapshotFilesOptions): SnapshotFiles {
  mkdirSync(dir, { recursive: true })
  for (const name of readdirSync(dir)) if (name.endsWith(UNFINISHED)) rmSync(join(dir, name))
  for (const seq of numbersIn(dir).filter((seq) => seq > lastSeq)) {
    rmSync(pathOf(dir, seq))
    onWarning(`the snapshot of frame ${seq} is deleted: the log ends at ${lastSeq}`)
  }
  return {
    *newest() {
      for (const seq of numbersIn(dir)) {
        const found = readSaved(pathOf(dir, seq))
        if (typeof found === 'string') onWarning(`the snapshot of frame ${seq} is left out: ${found}`)
        else yield { seq, data: found.data }
      }
    },
    oldest: () => numbersIn(dir).at(-1),
    async write(seq, bytes) {
      try {
        await writeWhole(dir, seq, bytes)
        for (const old of numbersIn(dir).slice(KEPT)) await rm(pathOf(dir, old))
      } catch (error) {
        onWarning(`the snapshot of frame ${seq} could not be written: ${messageOf(error)}`)
        // Half of one must not take the room of what is more important.
        await rm(`${pathOf(dir, seq)}${UNFINISHED}`, { force: true }).catch(() => undefined)
      }
    },
  }
}

const pathOf = (dir: string, seq: number): string => join(dir, `${String(seq).padStart(16, '0')}.state`)

/** Numbers of the snapshots of a folder, newest first. */
const numbersIn = (dir: string): readonly number[] =>
  readdirSync(dir)
    .filter((name) => NAME.test(name))
    .map((name) => Number.parseInt(name, 10))
    .sort((a, b) => b - a)

async function writeWhole(dir: string, seq: number, bytes: Uint8Array): Promise<void> {
  const path = pathOf(dir, seq)
  const head = Buffer.alloc(HEAD)
  MAGIC.copy(head)
  head.writeUInt32LE(crc32(bytes), MAGIC.length)
  const file = await open(`${path}${UNFINISHED}`, 'w')
  try {
    await file.writeFile(head)
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(`${path}${UNFINISHED}`, path)
  await syncFolder(dir)
}

/** A new name must be in its folder on the disk before older files go. */
async function syncFolder(dir: string): Promise<void> {
  const folder = await open(dir, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

/** What a file holds, or why that is not known. */
function readSaved(path: string): { readonly data: unknown } | string {
  try {
    const file = readFileSync(path)
    if (file.length < HEAD || !file.subarray(0, MAGIC.length).equals(MAGIC)) return 'it is none of this kind'
    const bytes = file.subarray(HEAD)
    if (crc32(bytes) !== file.readUInt32LE(MAGIC.length)) return 'it is damaged'
    return { data: readSnapshot(bytes) }
  } catch (error) {
    return messageOf(error)
  }
}
