import { existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api'
import type { IsoDate } from '../../domain/time.ts'
import { partitionFile } from './partition.ts'
import { sumOf } from './partition-sums.ts'
import { quotable, quotablePath, type SqlText } from './sql-text.ts'
import type { TableShape } from './table-shape.ts'

/** Where partitions are prepared. */
export interface Workshop {
  /** Nobody else uses it. */
  readonly connection: DuckDBConnection
  /** Folder of all partitions. */
  readonly folder: string
  readonly text: SqlText
}

/** A partition that stands, whole and verified, beside the place where it belongs. */
export interface PreparedPartition {
  readonly rowCount: number
  /** Place in the log of its last row. */
  readonly lastSeq: bigint
  readonly partial: string
  readonly file: string
  /** As `sumOf` gives it. */
  readonly sum: string
}

interface Rows {
  readonly sql: string
  readonly params: Readonly<Record<string, DuckDBValue>>
}

interface Fingerprint {
  readonly rowCount: number
  readonly lastSeq: bigint
  readonly checksum: string
  readonly disordered: number
}

/**
 * Writes the rows of a table and a trading date beside the place of their partition, together with those that it has, and compares
 * what was written with what should be. Rows up to the last one of the partition are in it already. Of a damaged one nothing is taken,
 * and nothing is done to it.
 * Throws when they differ, or do not stand in the order of the log. A file that a crash left half is written anew.
 */
export async function preparePartition(
  workshop: Workshop,
  shape: TableShape,
  { date, isDamaged = false }: { readonly date: IsoDate; readonly isDamaged?: boolean },
): Promise<PreparedPartition> {
  const { connection, folder, text } = workshop
  const file = partitionFile(folder, shape.name, date)
  const partial = `${file}.partial`
  const ofFile = (path: string) =>
    text('rows_of_partition', { columns: shape.columns, table: shape.qualified, file: quotablePath(path) })
  const kept = existsSync(file) && !isDamaged ? ofFile(file) : undefined
  const after =
    kept === undefined ? -1n : (await fingerprint(workshop, shape, { sql: kept, params: {} })).lastSeq
  const added = text('rows_of_date', { columns: shape.columns, table: shape.qualified })
  const rows = { sql: kept === undefined ? added : `${kept} union all ${added}`, params: { date, after } }

  mkdirSync(dirname(file), { recursive: true })
  const meant = await inOneMoment(connection, async () => {
    await connection.run(
      text('copy', { rows: rows.sql, file: quotable(partial), group: String(shape.groupSize) }),
      rows.params,
    )
    return fingerprint(workshop, shape, rows)
  })
  const written = await fingerprint(workshop, shape, { sql: ofFile(partial), params: {} })
  if (
    JSON.stringify([meant.rowCount, meant.checksum]) !== JSON.stringify([written.rowCount, written.checksum])
  )
    throw new Error(
      `${partial} has ${written.rowCount} rows that are not the ${meant.rowCount} of ${shape.name}`,
    )
  if (written.disordered > 0)
    throw new Error(
      `${written.disordered} rows of ${shape.name} of ${date} do not stand in the order of the log`,
    )
  const { rowCount, lastSeq } = written
  return { rowCount, lastSeq, partial, file, sum: await sumOf(partial) }
}

/** Rows are appended meanwhile, some of a date that is over: the task sees those that were there when it began. */
async function inOneMoment<T>(connection: DuckDBConnection, task: () => Promise<T>): Promise<T> {
  await connection.run('begin')
  try {
    return await task()
  } finally {
    await connection.run('rollback')
  }
}

async function fingerprint(
  { connection, text }: Workshop,
  shape: TableShape,
  rows: Rows,
): Promise<Fingerprint> {
  const sql = text('fingerprint', { names: shape.names, rows: rows.sql })
  const [row = []] = (await connection.runAndReadAll(sql, rows.params)).getRows()
  const [rowCount, lastSeq, checksum, disordered] = row.map((value) => String(value ?? -1))
  return {
    rowCount: Number(rowCount),
    lastSeq: BigInt(lastSeq ?? -1),
    checksum: checksum ?? '',
    disordered: Number(disordered),
  }
}
