import type { Duplex } from 'node:stream'
import type { Random } from '../random.ts'

/** Longest piece, bytes: a power of two, and shorter ones are as likely as longer. */
const LONGEST = 11

/**
 * Cuts everything that is written to a socket into pieces of 1 to 2,047 bytes, wherever they end: in the head of a frame, in a
 * character. Each goes out in a turn of its own, and so in a packet of its own.
 * Gives what ends it: what waits goes out in one piece then, and the rest as it comes.
 */
export function splitWrites(socket: Duplex, random: Random): () => void {
  const write = socket.write.bind(socket)
  let waiting: Buffer = Buffer.alloc(0)
  let isPumping = false

  const pump = (): void => {
    isPumping = waiting.length > 0 && !socket.destroyed
    if (!isPumping) return
    const length = 1 + random.below(2 ** random.below(LONGEST + 1))
    write(waiting.subarray(0, length))
    waiting = waiting.subarray(length)
    setImmediate(pump)
  }
  const cut = (chunk: Uint8Array | string): boolean => {
    waiting = Buffer.concat([waiting, typeof chunk === 'string' ? Buffer.from(chunk) : chunk])
    if (!isPumping) {
      isPumping = true
      setImmediate(pump)
    }
    return true
  }
  // A caller that waits for its write is told at once: what is cut here is taken, whatever becomes of it.
  socket.write = (chunk: Uint8Array | string, ...rest: readonly unknown[]) => {
    const taken = cut(chunk)
    const done = rest.at(-1)
    if (typeof done === 'function') process.nextTick(done)
    return taken
  }
  return () => {
    socket.write = write
    if (waiting.length > 0 && !socket.destroyed) write(waiting)
    waiting = Buffer.alloc(0)
  }
}
