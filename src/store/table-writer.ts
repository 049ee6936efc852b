import type { DuckDBConnection } from '@duckdb/node-api'
import type { ColumnBatch } from './column-batch.ts'
import { type Inlet, openInlet } from './inlet.ts'

/** What writes the rows of one table. */
export interface TableWriter {
  /**
   * Gives the database the rows of batches that follow each other, and how far the table has come with them, in the transaction that is
   * open. Throws when the table has come that far already, and what the database says.
   */
  readonly write: (batches: readonly ColumnBatch[]) => Promise<void>
  /** Says that the transaction was committed. */
  readonly keep: () => void
  /** Says that it was not. */
  readonly drop: () => void
  readonly close: () => void
}

/**
 * Makes the writer of a table. Throws when there is no such table.
 * @param connection - only its writers use it, one at a time
 * @param stored - place in the log that the table has come to
 */
export async function tableWriter(
  connection: DuckDBConnection,
  table: string,
  stored: number,
): Promise<TableWriter> {
  const names = await columnNames(connection, table)
  const place = await placeOf(connection, table)
  let kept = stored
  let comeTo = stored
  let inlet: Inlet | undefined

  return {
    async write(batches) {
      comeTo = endOf(batches, { table, comeTo })
      await place.set(comeTo)
      inlet ??= await openInlet(connection, table)
      for (const batch of batches) inlet.put(inOrder(batch, { table, names }), batch.rowCount)
      inlet.flush()
    },
    keep() {
      kept = comeTo
    },
    drop() {
      comeTo = kept
      // What closing would flush is refused again.
      inlet?.drop()
      inlet = undefined
    },
    close() {
      inlet?.close()
      inlet = undefined
      place.close()
    },
  }
}

/** How far a table comes with batches; throws where one begins at or before the end of what was before it. */
function endOf(
  batches: readonly ColumnBatch[],
  { table, comeTo }: { readonly table: string; readonly comeTo: number },
): number {
  let end = comeTo
  for (const { firstSeq, lastSeq } of batches) {
    if (firstSeq <= end)
      throw new Error(
        `Table ${table} has come to ${end} already; rows from ${firstSeq} on would be there twice.`,
      )
    end = lastSeq
  }
  return end
}

/** How far a table has come, as the database notes it. */
interface Place {
  readonly set: (seq: number) => Promise<void>
  readonly close: () => void
}

async function placeOf(connection: DuckDBConnection, table: string): Promise<Place> {
  const note = await connection.prepare(NOTE)
  return {
    async set(seq) {
      note.bindVarchar(1, table)
      note.bindBigInt(2, BigInt(seq))
      await note.run()
    },
    close: () => note.destroySync(),
  }
}

/**
 * Prepared with values of the columns' types, or it would be planned each time; and a row more, not one that is changed: after a change the
 * database makes no checkpoint while anybody reads, as a long query does and the move of a date.
 */
const NOTE = 'insert into committed values ($1, $2)'

async function columnNames(connection: DuckDBConnection, table: string): Promise<readonly string[]> {
  const reader = await connection.runAndReadAll(
    `select column_name from duckdb_columns()
     where table_name = $1 and database_name = current_database() order by column_index`,
    [table],
  )
  const names = reader.getRows().map(([name]) => String(name))
  if (names.length === 0) throw new Error(`There is no table ${table}.`)
  return names
}

interface TableColumns {
  readonly table: string
  readonly names: readonly string[]
}

/** The batch's columns as the table has them. */
function inOrder({ columns }: ColumnBatch, { table, names }: TableColumns): ColumnBatch['columns'] {
  const given = new Map(columns.map((column) => [column.name, column]))
  if (names.length !== given.size || !names.every((name) => given.has(name)))
    throw new TypeError(
      `Table ${table} has the columns ${names.join(', ')}, not ${[...given.keys()].join(', ')}.`,
    )
  return names.flatMap((name) => given.get(name) ?? [])
}
