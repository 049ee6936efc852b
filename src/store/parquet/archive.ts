import { statSync } from 'node:fs'
import type { DuckDBConnection } from '@duckdb/node-api'
import type { IsoDate } from '../../domain/time.ts'
import { durableRename } from './durable-rename.ts'
import { partitionDates, partitionFiles } from './partition.ts'
import { preparePartition, type Workshop } from './prepare-partition.ts'
import { quotable, type SqlText, sqlTexts } from './sql-text.ts'
import { type TableShape, tableShapes } from './table-shape.ts'

/** A partition that was written. */
export interface Partition {
  readonly table: string
  readonly date: IsoDate
  readonly rowCount: number
  readonly bytes: number
}

/** What an archive is made of. */
export interface ArchiveParts {
  /** Nobody else uses it. */
  readonly connection: DuckDBConnection
  /** Name of the database with the tables of today. */
  readonly database: string
  /** Folder of all partitions; undefined for a database without one. */
  readonly folder: string | undefined
  /** Folder of the statements. */
  readonly sql: string
}

/** Runs a task while nobody reads history and nobody writes rows. */
export type Alone = <T>(task: () => Promise<T>) => Promise<T>

/** The tables of past trading dates, in files, and the views `history.<table>` over them and today. */
export interface Archive {
  /**
   * Moves the rows of every trading date before `before` into the partition of that date, and gives what was written. A file is written
   * beside its place, read again, and compared by count and checksum of the rows, before it takes the place and the rows leave the
   * database. Rows that came late join the partition that is there. Done twice it changes nothing.
   * Rejects with the first failure, when all other partitions are made; what failed stays in the database.
   */
  readonly exportBefore: (before: IsoDate, alone: Alone) => Promise<readonly Partition[]>
}

const atOnce: Alone = (task) => task()

/** Opens the archive: makes the views, and ends what a crash left between a file in its place and its rows in the database. */
export async function openArchive({ connection, database, folder, sql }: ArchiveParts): Promise<Archive> {
  const text = sqlTexts(sql)
  await connection.run(`attach ':memory:' as history`)
  await connection.run(text('trading_date'))
  const shapes = await tableShapes(connection, database)
  if (folder === undefined) {
    for (const { name, qualified } of shapes)
      await connection.run(text('view_today', { name, table: qualified }))
    return { exportBefore: () => Promise.resolve([]) }
  }
  const workshop = { connection, folder, text }
  for (const shape of shapes) await makeView(workshop, shape)

  async function exportDates(isMeant: (date: IsoDate, shape: TableShape) => boolean, alone: Alone) {
    const written: Partition[] = []
    const failures: unknown[] = []
    for (const shape of shapes)
      for (const date of await datesOf(workshop, shape)) {
        if (!isMeant(date, shape)) continue
        await exportDate(workshop, { shape, date, alone }).then(
          (partition) => written.push(partition),
          (error: unknown) => failures.push(error),
        )
      }
    if (failures.length > 0) throw failures[0]
    return written
  }

  await exportDates((date, { name }) => partitionDates(folder, name).has(date), atOnce)
  return { exportBefore: (before, alone) => exportDates((date) => date < before, alone) }
}

interface Export {
  readonly shape: TableShape
  readonly date: IsoDate
  readonly alone: Alone
}

async function exportDate(workshop: Workshop, { shape, date, alone }: Export): Promise<Partition> {
  const { connection, text } = workshop
  const { rowCount, lastSeq, partial, file } = await preparePartition(workshop, shape, date)
  await alone(async () => {
    durableRename(partial, file)
    await connection.run(text('forget', { table: shape.qualified }), { date, up_to: lastSeq })
    await makeView(workshop, shape)
  })
  return { table: shape.name, date, rowCount, bytes: statSync(file).size }
}

async function makeView(
  { connection, folder, text }: Workshop,
  { name, qualified }: TableShape,
): Promise<void> {
  const isKept = partitionDates(folder, name).size > 0
  const files = quotable(partitionFiles(folder, name))
  await connection.run(text(isKept ? 'view_history' : 'view_today', { name, table: qualified, files }))
}

async function datesOf(
  { connection, text }: { connection: DuckDBConnection; text: SqlText },
  shape: TableShape,
) {
  const reader = await connection.runAndReadAll(text('dates', { table: shape.qualified }))
  return reader.getRows().map(([date]) => String(date))
}
