import { stat } from 'node:fs/promises'
import { readTold } from '../../journal/read-told.ts'
import { merged } from './merged.ts'
import { ndjson } from './ndjson.ts'
import { isParquet, parquetPaths } from './parquet/parquet-paths.ts'
import type { RecordingChunk } from './recording-chunk.ts'

/** Takes a line of text. */
type OnDamage = (line: string) => void

/** One recording, or several that are read as one. */
export interface Recording {
  /** Size of its files; undefined where a part of it is a journal, whose size means nothing. */
  readonly bytes: number | undefined
  /**
   * Reads it anew, in chunks, from the frame `fromSeq` on; from the first unless said. A single journal, and Parquet alone, find the place at
   * once, all else is read from its beginning. Memory stays bounded. `onDamage` is told in lines what of a journal cannot be read.
   */
  readonly read: (fromSeq?: number, onDamage?: OnDamage) => AsyncIterable<RecordingChunk>
  /** Whether `read` finds a place at once. */
  readonly findsPlaces: boolean
}

/** What a path holds. */
interface Part {
  readonly path: string
  readonly kind: 'journal' | 'ndjson' | 'parquet'
  readonly bytes: number
  /** The files of stored tables. */
  readonly files: readonly string[]
}

/** What a path holds, or a clear error where it holds no recording. */
async function partOf(path: string): Promise<Part> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new Error(
      `${path} is not there: name a journal folder, Parquet of the store's tables, or an NDJSON file of frames.`,
      { cause },
    )
  })
  const bytes = found.size
  if (found.isDirectory()) {
    const files = await parquetPaths(path)
    return { path, kind: files.length > 0 ? 'parquet' : 'journal', bytes, files }
  }
  if (isParquet(path)) return { path, kind: 'parquet', bytes, files: [path] }
  if (/\.(ndjson|jsonl)(\.gz)?$/.test(path)) return { path, kind: 'ndjson', bytes, files: [] }
  throw new Error(
    `${path} is no recording: a journal folder, Parquet of the store's tables, or a file that ends in .ndjson or .ndjson.gz, is expected.`,
  )
}

async function* journal(
  dir: string,
  fromSeq: number,
  onDamage: OnDamage = () => undefined,
): AsyncGenerator<RecordingChunk> {
  for await (const frames of readTold(dir, { fromSeq, onDamage })) yield { frames, bytesRead: undefined }
}

/** Leaves out what comes before a frame. */
async function* since(
  chunks: AsyncIterable<RecordingChunk>,
  fromSeq: number,
): AsyncGenerator<RecordingChunk> {
  for await (const { frames, bytesRead } of chunks) {
    const [first, last] = [frames[0]?.seq ?? 0, frames.at(-1)?.seq ?? 0]
    if (first >= fromSeq) yield { frames, bytesRead }
    else if (last >= fromSeq) yield { frames: frames.filter(({ seq }) => seq >= fromSeq), bytesRead }
  }
}

/** A recording by itself. */
interface Single {
  readonly bytes: number | undefined
  readonly read: (fromSeq: number, onDamage?: OnDamage) => AsyncIterable<RecordingChunk>
}

const single = ({ path, kind, bytes }: Part): Single =>
  kind === 'journal'
    ? { bytes: undefined, read: (fromSeq, onDamage) => journal(path, fromSeq, onDamage) }
    : { bytes, read: (fromSeq) => since(ndjson(path), fromSeq) }

async function stored(parts: readonly Part[]): Promise<Single> {
  // The only reading that takes a database.
  const { openParquet, parquet } = await import('./parquet/parquet.ts')
  const tables = await openParquet(parts.flatMap(({ files }) => files))
  return { bytes: tables.bytes, read: (fromSeq) => parquet(tables, fromSeq > 1 ? fromSeq : -Infinity) }
}

/**
 * Opens journal folders, NDJSON files and Parquet of the store's own tables as one recording. A single one keeps its numbers; several are
 * merged, see `merged`. All Parquet that is named is of one log, and is one recording: rows are joined by `seq`.
 * Fails with a line that names the path that holds no recording.
 */
export async function openRecording(paths: readonly string[]): Promise<Recording> {
  const parts = await Promise.all(paths.map(partOf))
  const tables = parts.filter(({ kind }) => kind === 'parquet')
  const singles: Single[] = []
  for (const part of parts)
    if (part.kind !== 'parquet') singles.push(single(part))
    else if (part === tables[0]) singles.push(await stored(tables))
  const [first] = singles
  return {
    findsPlaces: singles.length === 1 && parts[0]?.kind !== 'ndjson',
    bytes: singles.reduce<number | undefined>(
      (sum, { bytes }) => (sum === undefined || bytes === undefined ? undefined : sum + bytes),
      0,
    ),
    read(fromSeq = 1, onDamage) {
      if (first && singles.length === 1) return first.read(fromSeq, onDamage)
      return since(merged(singles.map(({ read }) => read(1, onDamage))), fromSeq)
    },
  }
}
