import { firstValueFrom, timer } from 'rxjs'
import type { WebSocket } from 'ws'
import type { OpenedSocket } from '../wire/hub-sockets.ts'

/** What waits to be taken by clients. */
export interface Backlog {
  /** What a client is written to; it counts from now on. */
  readonly lineOf: (opened: Pick<OpenedSocket, 'socket'>) => WebSocket
  /** Waits until every client has taken nearly all of it; not for ever for one that takes nothing. */
  readonly drained: () => Promise<void>
}

/** Bytes that may wait for a client while the recording goes on. */
const MOST = 1024 * 1024

/** How often it is looked at, and how long a client that takes nothing holds the others up, ms. */
const PAUSE = 5
const PATIENCE = 5_000

/**
 * Lets a recording that is played as fast as may be wait for its clients: none of them is cut off because it is slower than a disk. A client
 * that takes nothing at all is left to the limit that cuts it off.
 */
export function makeBacklog(): Backlog {
  const sockets = new Set<WebSocket>()
  const waiting = () => [...sockets].reduce((most, { bufferedAmount }) => Math.max(most, bufferedAmount), 0)
  return {
    lineOf({ socket }) {
      sockets.add(socket)
      socket.on('close', () => sockets.delete(socket))
      return socket
    },
    async drained() {
      for (let waited = 0; waiting() > MOST && waited < PATIENCE; waited += PAUSE)
        await firstValueFrom(timer(PAUSE))
    },
  }
}
