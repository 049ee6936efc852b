import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { pipeline } from 'node:stream'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import { z } from 'zod'
import type { Frame } from '../domain/frame.ts'
import { readJournal } from '../journal/read-journal.ts'

/** Frames handed on at a time. */
const CHUNK = 1_000

const Line = z.object({ recv: z.number(), source: z.string().min(1), frame: z.string() })

/** Frames of a recording and how far they are into it. */
export interface RecordingChunk {
  readonly frames: readonly Frame[]
  /** Bytes read so far of this recording; undefined where its size means nothing. */
  readonly bytesRead: number | undefined
}

/** A line of an NDJSON recording. One that is none goes on as a frame that the decoder refuses, with its reason. */
function frameOf(line: string, seq: number, receivedTime: number): Frame {
  const malformed = (reason: string): Frame => ({
    seq,
    receivedTime,
    source: `malformed: ${reason}`,
    text: line,
  })
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return malformed(`line ${seq} is not JSON`)
  }
  const parsed = Line.safeParse(value)
  return parsed.success
    ? { seq, receivedTime: parsed.data.recv, source: parsed.data.source, text: parsed.data.frame }
    : malformed(`line ${seq} is not {"recv": <unix ms>, "source": …, "frame": <string>}`)
}

async function* ndjson(path: string): AsyncGenerator<RecordingChunk> {
  const file = createReadStream(path)
  const text = path.endsWith('.gz') ? pipeline(file, createGunzip(), () => undefined) : file
  let frames: Frame[] = []
  let seq = 0
  let received = 0
  try {
    for await (const line of createInterface({ input: text, crlfDelay: Infinity })) {
      if (line.trim() === '') continue
      const frame = frameOf(line, ++seq, received)
      received = frame.receivedTime
      frames.push(frame)
      if (frames.length < CHUNK) continue
      yield { frames, bytesRead: file.bytesRead }
      frames = []
    }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new Error(`${path} breaks off after frame ${seq}: ${reason}.`, { cause })
  }
  if (frames.length > 0) yield { frames, bytesRead: file.bytesRead }
}

async function* journal(dir: string): AsyncGenerator<RecordingChunk> {
  for await (const frames of readJournal(dir)) yield { frames, bytesRead: undefined }
}

/** What a path holds, or a clear error where it holds no recording. */
async function sizeOf(path: string): Promise<{ folder: boolean; bytes: number }> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new Error(`${path} is not there: name a journal folder or an NDJSON file of frames.`, { cause })
  })
  if (!found.isDirectory() && !/\.(ndjson|jsonl)(\.gz)?$/.test(path))
    throw new Error(
      `${path} is no recording: a journal folder, or a file that ends in .ndjson or .ndjson.gz, is expected.`,
    )
  return { folder: found.isDirectory(), bytes: found.size }
}

/** A recording in chunks, and its size in bytes where that is known. Memory stays bounded. */
export async function readRecording(
  path: string,
): Promise<{ chunks: AsyncGenerator<RecordingChunk>; bytes: number | undefined }> {
  const { folder, bytes } = await sizeOf(path)
  return folder ? { chunks: journal(path), bytes: undefined } : { chunks: ndjson(path), bytes }
}
