import { setTimeout as wait } from 'node:timers/promises'
import type { DuckDBConnection } from '@duckdb/node-api'

/** What is said to the database again and again until it listens, ms: before a statement began it did not. */
const AGAIN = 50

/** Lets a connection work until it is done, or until it is not wanted any more: then what it does is interrupted, and the task rejects. */
export async function interruptible<T>(
  connection: DuckDBConnection,
  signal: AbortSignal,
  task: () => Promise<T>,
): Promise<T> {
  signal.throwIfAborted()
  let isDone = false
  async function interrupt() {
    while (!isDone) {
      connection.interrupt()
      await wait(AGAIN)
    }
  }
  const onAbort = () => void interrupt()
  signal.addEventListener('abort', onAbort)
  try {
    return await task()
  } finally {
    isDone = true
    signal.removeEventListener('abort', onAbort)
  }
}
