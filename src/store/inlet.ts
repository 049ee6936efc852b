import { type DuckDBConnection, DuckDBDataChunk } from '@duckdb/node-api'
import duckdb from '@duckdb/node-bindings'
import type { ColumnData } from './column-batch.ts'
import { fillVector } from './fill-vector.ts'
import { CHUNK, vectorBuffer } from './vector-buffer.ts'

/** The way into a table: kept from one batch to the next, for what it is made of lies outside the heap that JavaScript clears. */
export interface Inlet {
  /** Puts rows behind those before, columns in the order of the table. */
  readonly put: (columns: readonly ColumnData[], rowCount: number) => void
  /** Gives the database what was put. */
  readonly flush: () => void
  /** Drops what was put, and closes. */
  readonly drop: () => void
  /** Closes; what was put and not flushed goes to the database. */
  readonly close: () => void
}

/** Opens the way into a table. Throws when there is no such table. */
export async function openInlet(connection: DuckDBConnection, table: string): Promise<Inlet> {
  const appender = await connection.createAppender(table)
  const types = Array.from({ length: appender.columnCount }, (_, i) => appender.columnType(i))
  const chunk = DuckDBDataChunk.create(types)
  const buffers = types.map((type, i) => vectorBuffer(duckdb.data_chunk_get_vector(chunk.chunk, i), type))
  let filled = 0

  function send(): void {
    chunk.reset()
    for (const { send: sendColumn } of buffers) sendColumn(filled)
    chunk.rowCount = filled
    filled = 0
    appender.appendDataChunk(chunk)
  }

  return {
    put(columns, rowCount) {
      for (let from = 0; from < rowCount;) {
        const rows = { from, count: Math.min(CHUNK - filled, rowCount - from), at: filled }
        buffers.forEach((buffer, i) => {
          const column = columns[i]
          if (column) fillVector(buffer, column, rows)
        })
        from += rows.count
        filled += rows.count
        if (filled === CHUNK) send()
      }
    },
    flush() {
      if (filled > 0) send()
      appender.flushSync()
    },
    drop() {
      appender.clear()
      appender.closeSync()
    },
    close: () => appender.closeSync(),
  }
}
