import { stat } from 'node:fs/promises'
import { readJournal } from '../../journal/read-journal.ts'
import { merged } from './merged.ts'
import { ndjson } from './ndjson.ts'
import type { RecordingChunk } from './recording-chunk.ts'

/** One recording, or several that are read as one. */
export interface Recording {
  /** Size of its files; undefined where a part of it is a journal, whose size means nothing. */
  readonly bytes: number | undefined
  /**
   * Reads it anew, in chunks, from the frame `fromSeq` on; from the first unless said. A single journal finds the place at once, all else is
   * read from its beginning. Memory stays bounded.
   */
  readonly read: (fromSeq?: number) => AsyncIterable<RecordingChunk>
}

/** What a path holds, or a clear error where it holds no recording. */
async function sizeOf(path: string): Promise<{ path: string; isFolder: boolean; bytes: number }> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new Error(`${path} is not there: name a journal folder or an NDJSON file of frames.`, { cause })
  })
  if (!found.isDirectory() && !/\.(ndjson|jsonl)(\.gz)?$/.test(path))
    throw new Error(
      `${path} is no recording: a journal folder, or a file that ends in .ndjson or .ndjson.gz, is expected.`,
    )
  return { path, isFolder: found.isDirectory(), bytes: found.size }
}

async function* journal(dir: string, fromSeq: number): AsyncGenerator<RecordingChunk> {
  for await (const frames of readJournal(dir, { fromSeq })) yield { frames, bytesRead: undefined }
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

/**
 * Opens journal folders and NDJSON files as one recording. A single one keeps its numbers; several are merged, see `merged`.
 * Fails with a line that names the path that holds no recording.
 */
export async function openRecording(paths: readonly string[]): Promise<Recording> {
  const parts = await Promise.all(paths.map(sizeOf))
  const [first] = parts
  const whole = ({ path, isFolder }: (typeof parts)[number]) => (isFolder ? journal(path, 1) : ndjson(path))
  return {
    bytes: parts.some(({ isFolder }) => isFolder)
      ? undefined
      : parts.reduce((sum, { bytes }) => sum + bytes, 0),
    read(fromSeq = 1) {
      if (first && parts.length === 1)
        return first.isFolder ? journal(first.path, fromSeq) : since(ndjson(first.path), fromSeq)
      return since(merged(parts.map(whole)), fromSeq)
    },
  }
}
