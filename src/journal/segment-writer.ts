import type { Disk } from './disk.ts'
import type { Recovered } from './recover.ts'
import { type Segment, segmentOf } from './segment.ts'
import { indexPath, notePlace } from './segment-index.ts'

/** The end of the log, where records are added. */
export interface SegmentWriter {
  /**
   * Adds records; a full segment is left behind first and the next one named by `firstSeq`.
   * Throws what the file system says. Then none of them counts: what may stand of them is cut off before anything is written again.
   */
  readonly write: (records: Buffer, firstSeq: number) => void
  /** Resolves when all that was written before is safe from a power cut, and closes what is left behind. */
  readonly sync: () => Promise<void>
  /** After a sync that failed: nothing counts that was written since the last one that did not. It is to be written again. */
  readonly rewind: () => void
  /** Whether there are full segments that no sync has closed yet. */
  readonly hasLeftBehind: () => boolean
  readonly close: () => void
}

/** How a segment is written. */
export interface SegmentWriterOptions {
  readonly dir: string
  readonly segmentBytes: number
  readonly disk: Disk
  /** Told when a segment is safe, and nothing more comes into it. */
  readonly onClosed?: (segment: Segment) => void
}

interface OpenFile {
  readonly segment: Segment
  readonly fd: number
  /** End of what was written whole. */
  size: number
  /** End of what is safe from a power cut. */
  safe: number
  /** End of what the notes cover. */
  noted: number
}

/** Bytes from one noted place to the next. */
const NOTE_EACH = 2 ** 20

interface State {
  readonly options: SegmentWriterOptions
  /** What is written to, last; before it what is full and not yet synced. */
  readonly files: OpenFile[]
  /** Files that must go before anything is written again: their frames come into an earlier one. */
  readonly doomed: string[]
  /** Whether something may stand behind the end of the last file. */
  torn: boolean
}

/** Goes on where a log ended. */
export function segmentWriter(options: SegmentWriterOptions, found: Recovered): SegmentWriter {
  const { dir, disk } = options
  const first = openFile(disk, found.segment ?? segmentOf(dir, found.lastSeq + 1), found.size)
  const state: State = { options, files: [first], doomed: [], torn: false }
  return {
    write: (records, firstSeq) => write(state, records, firstSeq),
    sync: () => sync(state),
    rewind: () => rewind(state),
    hasLeftBehind: () => state.files.length > 1,
    close() {
      for (const { fd } of state.files.splice(0)) disk.close(fd)
    },
  }
}

const openFile = (disk: Disk, segment: Segment, size: number): OpenFile => ({
  segment,
  fd: disk.open(segment.path),
  size,
  safe: size,
  noted: size,
})

function lastOf({ files, options }: State): OpenFile {
  const file = files.at(-1)
  if (!file) throw new Error(`The journal in ${options.dir} is closed.`)
  return file
}

/** Takes away what a failure left. */
function mend(state: State) {
  const { doomed, options } = state
  for (let path = doomed.at(-1); path !== undefined; path = doomed.at(-1)) {
    options.disk.remove(path)
    doomed.pop()
  }
  const { fd, size } = lastOf(state)
  if (state.torn) options.disk.cut(fd, size)
  state.torn = false
}

/** The file that the next records come into. */
function roomy(state: State, firstSeq: number): OpenFile {
  const { dir, disk, segmentBytes } = state.options
  if (lastOf(state).size >= segmentBytes) state.files.push(openFile(disk, segmentOf(dir, firstSeq), 0))
  return lastOf(state)
}

function write(state: State, records: Buffer, firstSeq: number) {
  mend(state)
  const file = roomy(state, firstSeq)
  state.torn = true
  for (let done = 0; done < records.length;) done += state.options.disk.write(file.fd, records.subarray(done))
  state.torn = false
  if (file.size - file.noted >= NOTE_EACH) {
    notePlace(file.segment, { seq: firstSeq, offset: file.size })
    file.noted = file.size
  }
  file.size += records.length
}

async function sync({ files, options }: State) {
  for (const [file, size] of files.map((each) => [each, each.size] as const)) {
    await options.disk.sync(file.fd)
    file.safe = size
  }
  while (files.length > 1 && files[0]?.safe === files[0]?.size) {
    const file = files.shift()
    if (!file) return
    options.disk.close(file.fd)
    options.onClosed?.(file.segment)
  }
}

function rewind(state: State) {
  const unsafe = state.files.findIndex(({ safe, size }) => safe < size)
  if (unsafe < 0) return
  for (const { fd, segment } of state.files.splice(unsafe + 1)) {
    state.doomed.push(indexPath(segment), segment.path)
    state.options.disk.close(fd)
  }
  const file = lastOf(state)
  file.size = file.safe
  file.noted = Math.min(file.noted, file.size)
  state.torn = true
}
