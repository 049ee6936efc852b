import type { DuckDBConnection } from '@duckdb/node-api'

/** Rows that are written between two times: a few seconds of a busy market. */
const ROWS = 16_384
/**
 * What may stay of blocks that were read or written, to be read again: 16 MB. With 4 MB what a checkpoint needed at the same time had to go
 * to temporary files, thousands in a day at full speed, each made and removed again: a seventh of all CPU.
 */
const KEPT = 16 << 20

/**
 * The database keeps each block that it wrote, up to its memory limit: over some minutes a process would grow by all of it. Only what is
 * written is in need of memory, so blocks that are in the file are let go of time and again.
 */
export interface Cache {
  /** Counts rows that were written, and lets go of blocks when there were enough. */
  readonly follow: (rows: number) => Promise<void>
  /** Runs a task with more memory, if the usual limit is less; blocks are let go of when no such task runs any more. */
  readonly widened: <T>(task: () => Promise<T>) => Promise<T>
}

/** Most memory while answers are written as files: of a busy day a sort and a group of books take a tenth of it at a time. */
const WIDE = '512MB'

/** The cache of a database with this memory limit. `connection` is any one to it. */
export async function cacheOf(connection: DuckDBConnection, memoryLimit: string): Promise<Cache> {
  const wide = await largerOf(connection, [memoryLimit, WIDE])
  let rows = 0
  let tasks = 0
  let widening: Promise<unknown> = Promise.resolve()

  async function letGo(): Promise<void> {
    const reader = await connection.runAndReadAll(NEEDED)
    const needed = Number(reader.getRows()[0]?.[0])
    // A task has begun meanwhile: it lets go at its end.
    if (tasks > 0) return
    try {
      // Both at once: a query that runs beside this must not meet the lower limit.
      await connection.run(`set memory_limit = '${needed + KEPT} B'; set memory_limit = '${memoryLimit}'`)
    } catch (error) {
      // What is in need of memory grew in between: the limit is as it was, and the blocks stay until the next time.
      if (!String(error).includes('Failed to change memory limit')) throw error
    }
  }

  return {
    async follow(more) {
      rows += more
      if (rows < ROWS || tasks > 0) return
      rows = 0
      await letGo()
    },
    async widened(task) {
      tasks += 1
      try {
        if (tasks === 1) widening = connection.run(`set memory_limit = '${wide}'`)
        await widening
        return await task()
      } finally {
        tasks -= 1
        if (tasks === 0) await letGo()
      }
    },
  }
}

async function largerOf(connection: DuckDBConnection, sizes: readonly string[]): Promise<string> {
  const bytes = sizes.map((size) => `parse_formatted_bytes('${size}')`)
  const reader = await connection.runAndReadAll(`select greatest(${bytes.join(', ')})`)
  return `${String(reader.getRows()[0]?.[0])} B`
}

const NEEDED = `
  select coalesce(sum(memory_usage_bytes), 0)::bigint
  from duckdb_memory()
  where tag != 'BASE_TABLE'`
