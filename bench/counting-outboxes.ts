import type { Writable } from 'node:stream'
import type { WebSocket } from 'ws'
import { makeOutbox, type Outbox } from '../src/server/outbox.ts'
import { makeFlushes } from '../src/server/socket/flushes.ts'

/** What was written to sockets. */
interface Sent {
  messages: number
  bytes: number
}

/** Makes outboxes of sockets that take everything at once, and only count it. */
export function countingOutboxes(sent: Sent): () => Outbox {
  const socket = { OPEN: 1, readyState: 1, bufferedAmount: 0, extensions: '' } as unknown as WebSocket
  const wire = {
    cork: () => undefined,
    uncork: () => undefined,
    write(bytes: Buffer, written: () => void) {
      sent.messages += 1
      sent.bytes += bytes.length
      written()
    },
  } as unknown as Writable
  const flushes = makeFlushes(console.error)
  return () => makeOutbox({ socket, wire, flushes, now: () => performance.now() })
}
