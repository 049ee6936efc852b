import type { Duplex } from 'node:stream'
import { firstValueFrom, timer } from 'rxjs'

/** What waits to be taken by clients. */
export interface Backlog {
  /** What waits for this connection counts from now on. */
  readonly watch: (connection: Duplex) => void
  /** Waits until every client has taken nearly all of it; not for ever for one that takes nothing. */
  readonly drained: () => Promise<void>
}

/** Bytes that may wait for a client while the market hurries on. */
const MOST = 1024 * 1024

/** How often it is looked at, and how long a client that takes nothing holds the others up, ms. */
const PAUSE = 5
const PATIENCE = 5_000

/**
 * Lets a market that goes on as fast as may be wait for its clients: none of them is cut off because it is slower than the market. A client
 * that takes nothing at all is left to the limit that cuts it off.
 */
export function makeBacklog(): Backlog {
  const connections = new Set<Duplex>()
  const waiting = () =>
    [...connections].reduce((most, { writableLength }) => Math.max(most, writableLength), 0)
  return {
    watch(connection) {
      connections.add(connection)
      connection.on('close', () => connections.delete(connection))
    },
    async drained() {
      for (let waited = 0; waiting() > MOST && waited < PATIENCE; waited += PAUSE)
        await firstValueFrom(timer(PAUSE))
    },
  }
}
