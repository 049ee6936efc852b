import type { DuckDBConnection } from '@duckdb/node-api'
import type { ColumnBatch } from './column-batch.ts'
import type { TableWriter } from './table-writer.ts'

/** Rows of a table that are to be written. */
export interface Writing {
  readonly writer: TableWriter
  readonly batches: readonly ColumnBatch[]
}

/**
 * Writes rows of any tables in one transaction: all or nothing. Each is asked for when those before it are written.
 * Throws what a writer throws, and what the database says of the end of the transaction.
 */
export async function writeTogether(
  connection: DuckDBConnection,
  writings: Iterable<Writing> | AsyncIterable<Writing>,
): Promise<void> {
  const used = new Set<TableWriter>()
  await connection.run('begin')
  try {
    for await (const { writer, batches } of writings) {
      used.add(writer)
      await writer.write(batches)
    }
    await connection.run('commit')
  } catch (error) {
    for (const { drop } of used) drop()
    // What was not committed is rolled back already; the first refusal says why.
    await connection.run('rollback').catch(() => undefined)
    throw error
  }
  for (const { keep } of used) keep()
}
