import type { WebSocket } from 'ws'

/** A socket with more than this still to be written is slow, bytes. */
const SLOW = 64 * 1024

/** What goes to one client, and waits while the client is slow. */
export interface Outbox {
  /**
   * Sends a message as soon as the socket has room. While it has none, a message with a slot replaces the one that
   * waits in the same slot, and one without waits in the queue.
   */
  put(message: Buffer, slot?: string): void
}

/** How an outbox works. */
export interface OutboxOptions {
  readonly socket: WebSocket
  /** Most messages without a slot that wait; the oldest is lost to make room. */
  readonly queueSize: number
  /** The message that stands where `missing` were lost. */
  readonly lossMark: (missing: number) => Buffer
  readonly onSent: () => void
  readonly onDropped: (reason: 'conflated' | 'lost') => void
}

/** Makes the outbox of one socket. When the socket closes, what waits is let go. */
export function makeOutbox({ socket, queueSize, lossMark, onSent, onDropped }: OutboxOptions): Outbox {
  const latest = new Map<string, Buffer>()
  const queue: Buffer[] = []
  let missing = 0

  const next = (): Buffer | undefined => {
    for (const [slot, message] of latest) {
      latest.delete(slot)
      return message
    }
    if (missing === 0) return queue.shift()
    const mark = lossMark(missing)
    missing = 0
    return mark
  }
  const flush = () => {
    while (socket.readyState === socket.OPEN && socket.bufferedAmount <= SLOW) {
      const message = next()
      if (!message) return
      socket.send(message, { binary: false }, flush)
      onSent()
    }
  }
  const enqueue = (message: Buffer) => {
    queue.push(message)
    if (queue.length <= queueSize) return
    queue.shift()
    missing += 1
    onDropped('lost')
  }
  return {
    put(message, slot) {
      if (slot === undefined) enqueue(message)
      else {
        if (latest.delete(slot)) onDropped('conflated')
        latest.set(slot, message)
      }
      flush()
    },
  }
}
