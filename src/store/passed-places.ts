import type { DuckDBConnection } from '@duckdb/node-api'

/** Commits between two times: some twenty seconds of a live run. */
const COMMITS = 20

/**
 * How far a table has come is a row more with each commit, and each checkpoint between them keeps 256 KB of memory for those that it wrote:
 * 35 MB in a day. Rows that were passed are taken away time and again.
 */
export interface PassedPlaces {
  /** Counts a commit, and takes rows away when there were enough; while a task runs, with the first commit behind it. */
  readonly follow: () => Promise<void>
  /** Runs a task that reads for long: a row that is taken away meanwhile would keep checkpoints from being made. */
  readonly beside: <T>(task: () => Promise<T>) => Promise<T>
}

/** `connection` is the one that writes, between two commits. */
export function passedPlaces(connection: DuckDBConnection): PassedPlaces {
  let commits = 0
  let tasks = 0
  return {
    async follow() {
      commits += 1
      if (commits < COMMITS || tasks > 0) return
      commits = 0
      await connection.run(FORGET)
    },
    async beside(task) {
      tasks += 1
      try {
        return await task()
      } finally {
        tasks -= 1
      }
    },
  }
}

const FORGET = 'delete from committed where (stream, seq) not in (select (stream, seq) from progress)'
