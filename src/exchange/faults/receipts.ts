import type { WebSocket } from 'ws'

/** What a far side has read of what was sent to it. */
export interface Receipts {
  /** Told when all that was sent so far is read; never when the connection ends before. */
  readonly onRead: (then: () => void) => void
  /** Whether nothing is on its way. */
  readonly isSettled: () => boolean
}

/**
 * Asks by pings, which every WebSocket answers by itself, in its turn: a client that has stopped to listen does not. So a message that was on its
 * way when somebody hung up is known to be lost.
 */
export function receipts(socket: WebSocket): Receipts {
  let last = 0
  const open = new Map<number, () => void>()
  socket.on('pong', (data: Buffer) => {
    const upTo = Number(data.toString())
    for (const [n, then] of open) {
      if (n > upTo) return
      open.delete(n)
      then()
    }
  })
  return {
    onRead(then) {
      last += 1
      open.set(last, then)
      socket.ping(String(last))
    },
    isSettled: () => open.size === 0,
  }
}
