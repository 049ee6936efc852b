import { createReadStream } from 'node:fs'
import { z } from 'zod'
import type { Frame } from '../../domain/frame.ts'
import { messageOf } from '../../domain/message-of.ts'
import { linesOf } from './lines-of.ts'
import type { RecordingChunk } from './recording-chunk.ts'

/** Frames handed on at a time. */
const CHUNK = 1_000

const Line = z.object({ recv: z.number(), source: z.string().min(1), frame: z.string() })

/** A line of an NDJSON recording. One that is none goes on as a frame that the decoder refuses, with its reason. */
function frameOf(line: string, seq: number, receivedTime: number): Frame {
  // The decoder repeats it in a sentence of its own: `source is "none, for …", expected one of …`.
  const malformed = (reason: string): Frame => ({
    seq,
    receivedTime,
    source: `none, for ${reason}`,
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
    : malformed(`line ${seq} is not {recv: <unix ms>, source: <name>, frame: <text>}`)
}

/**
 * Reads a file of NDJSON, `{"recv": <unix ms>, "source": …, "frame": <string>}` a line, plain or gzip; the first one may have `"simulated": true`
 * beside, of which the frames know nothing. Memory stays bounded. Throws an `Error` of one line where the file breaks off.
 */
export async function* ndjson(path: string): AsyncGenerator<RecordingChunk> {
  const file = createReadStream(path)
  let frames: Frame[] = []
  let seq = 0
  let received = 0
  try {
    for await (const line of linesOf(path, file)) {
      const frame = frameOf(line, ++seq, received)
      received = frame.receivedTime
      frames.push(frame)
      if (frames.length < CHUNK) continue
      yield { frames, bytesRead: file.bytesRead }
      frames = []
    }
  } catch (cause) {
    const reason = messageOf(cause)
    throw new Error(`${path} breaks off after frame ${seq}: ${reason}.`, { cause })
  }
  if (frames.length > 0) yield { frames, bytesRead: file.bytesRead }
}
