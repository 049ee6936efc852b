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
  let again: NodeJS.Timeout | undefined
  const interrupt = () => {
    again = setInterval(() => connection.interrupt(), AGAIN)
    connection.interrupt()
  }
  signal.addEventListener('abort', interrupt)
  try {
    return await task()
  } finally {
    signal.removeEventListener('abort', interrupt)
    clearInterval(again)
  }
}
