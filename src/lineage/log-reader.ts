import type { Frame } from '../domain/frame.ts'

/** Reads a log in batches, from a frame on, or from its first one behind it. */
export type LogReader = (fromSeq: number) => AsyncIterable<readonly Frame[]>

/** Frames that are rather read over than looked for. */
const NEAR = 20_000

/** The frames of some places of a log, by these; what it does not have is not there. @param seqs - each once, the lowest first */
export async function framesAt(read: LogReader, seqs: readonly number[]): Promise<Map<number, Frame>> {
  const found = new Map<number, Frame>()
  const wanted = new Set(seqs)
  for (let left = seqs; left[0] !== undefined;) {
    const upTo = await readFrom(read, left[0], { wanted, found, left })
    left = left.filter((seq) => seq > upTo)
  }
  return found
}

interface Search {
  readonly wanted: ReadonlySet<number>
  readonly found: Map<number, Frame>
  readonly left: readonly number[]
}

/** Reads on while something wanted is near; gives how far it came. */
async function readFrom(read: LogReader, fromSeq: number, { wanted, found, left }: Search): Promise<number> {
  let upTo = Infinity
  for await (const frames of read(fromSeq)) {
    for (const frame of frames) if (wanted.has(frame.seq)) found.set(frame.seq, frame)
    upTo = frames.at(-1)?.seq ?? fromSeq
    const next = left.find((seq) => seq > upTo)
    if (next === undefined || next - upTo > NEAR) return upTo
    upTo = Infinity
  }
  // The log is over: nothing behind it is there.
  return upTo
}

/** Number of the first frame of a log; `undefined` of an empty one. */
export async function firstSeq(read: LogReader): Promise<number | undefined> {
  for await (const [frame] of read(1)) if (frame) return frame.seq
  return undefined
}
