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
 * way when somebody hung up is known to be lost. What is sent in one turn is asked for together: a client hangs up on too many pings.
 */
export function receipts(socket: WebSocket): Receipts {
  let last = 0
  let unasked: (() => void)[] = []
  const open = new Map<number, readonly (() => void)[]>()
  const ask = (): void => {
    last += 1
    open.set(last, unasked)
    unasked = []
    socket.ping(String(last))
  }
  socket.on('pong', (data: Buffer) => {
    const upTo = Number(data.toString())
    for (const [n, read] of open) {
      if (n > upTo) return
      open.delete(n)
      for (const then of read) then()
    }
  })
  return {
    onRead(then) {
      if (unasked.push(then) === 1) queueMicrotask(ask)
    },
    isSettled: () => open.size + unasked.length === 0,
  }
}
