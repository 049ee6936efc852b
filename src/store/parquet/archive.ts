import { existsSync } from 'node:fs'
import type { DuckDBConnection } from '@duckdb/node-api'
import type { IsoDate } from '../../domain/time.ts'
import { type Alone, exportDate, type ExportParts, type Partition } from './export-date.ts'
import { historyViews } from './history-views.ts'
import { partitionFile } from './partition.ts'
import { partitionSums } from './partition-sums.ts'
import { sqlTexts } from './sql-text.ts'
import { type Surveyor, surveyor } from './survey.ts'
import { type TableShape, tableShapes } from './table-shape.ts'

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
  /** Nothing is written to the database nor to the folder. */
  readonly isReadOnly: boolean
}

/**
 * The tables of past trading dates, in files, and the views `history.<table>` over them and today. What cannot be read of the files is told
 * by the table `history.damaged_partitions`; a query that comes by such a date is refused.
 */
export interface Archive {
  /**
   * Moves the rows of every trading date before `before` into the partition of that date, and gives what was written. A file is written
   * beside its place, read again, and compared by count and checksum of the rows, before it takes the place and the rows leave the
   * database. Rows that came late join the partition that is there; a damaged one is kept beside it under another name. Done twice it
   * changes nothing.
   * Rejects with the first failure, when all other partitions are made; what failed stays in the database.
   */
  readonly exportBefore: (before: IsoDate, alone: Alone) => Promise<readonly Partition[]>
  /** Looks at the files again, and gives whether they are others now, or others are damaged. Nobody may read meanwhile. */
  readonly lookAgain: () => Promise<boolean>
}

const atOnce: Alone = (task) => task()

/**
 * Opens the archive: makes the views, and ends what a crash left between a file in its place and its rows in the database.
 * A damaged file keeps nothing from opening.
 */
export async function openArchive({
  connection,
  database,
  folder,
  sql,
  isReadOnly,
}: ArchiveParts): Promise<Archive> {
  const text = sqlTexts(sql)
  // It would be as the database is, which may be one that nothing can be written to.
  await connection.run(`attach ':memory:' as history (read_write)`)
  await connection.run(text('trading_date'))
  await connection.run(text('damaged_partitions'))
  const shapes = await tableShapes(connection, database)
  if (folder === undefined) {
    const views = historyViews({ connection, text })
    for (const shape of shapes) await views.make(shape)
    return { exportBefore: () => Promise.resolve([]), lookAgain: () => Promise.resolve(false) }
  }
  const surveys = surveyor({ connection, folder, text })
  const views = historyViews({ connection, text, surveys })
  const parts = { connection, folder, text, views, sums: partitionSums(folder) }
  const finishing = { surveys, isReadOnly }
  for (const shape of shapes) await finish(parts, shape, finishing)
  return {
    exportBefore: (before, alone) => exportDates(parts, { shapes, before, alone }),
    async lookAgain() {
      let isOther = false
      for (const shape of shapes) isOther = (await views.make(shape)).isOther || isOther
      return isOther
    },
  }
}

interface Finishing {
  readonly surveys: Pick<Surveyor, 'condemn'>
  readonly isReadOnly: boolean
}

/** Makes the view of a table, and moves the rows of the dates that have a file already. */
async function finish(
  parts: ExportParts,
  shape: TableShape,
  { surveys: { condemn }, isReadOnly }: Finishing,
) {
  const { dates } = await parts.views.make(shape)
  for (const date of await datesOf(parts, shape)) {
    if (!dates.has(date)) continue
    try {
      if (isReadOnly) throw new Error('nothing can be written here')
      if (await isChanged(parts, partitionFile(parts.folder, shape.name, date))) throw new Error(CHANGED)
      await exportDate(parts, { shape, date, isDamaged: false, alone: atOnce })
    } catch (error) {
      // Rows may be in the file and in the database: they must not be counted twice.
      const reason = error instanceof Error ? error.message.split('\n', 1).join('') : String(error)
      condemn(partitionFile(parts.folder, shape.name, date), `could not be joined with later rows: ${reason}`)
      await parts.views.make(shape)
    }
  }
}

const CHANGED = 'it is not as it was written, by its checksum'

/** Rows that are joined with later ones get a new sum: what was damaged before would be taken for whole then. */
const isChanged = async ({ sums }: ExportParts, file: string): Promise<boolean> =>
  existsSync(file) && (await sums.isAsWritten(file)) === false

interface Exports {
  readonly shapes: readonly TableShape[]
  readonly before: IsoDate
  readonly alone: Alone
}

async function exportDates(parts: ExportParts, { shapes, before, alone }: Exports) {
  const written: Partition[] = []
  const failures: unknown[] = []
  for (const shape of shapes) {
    const dates = (await datesOf(parts, shape)).filter((date) => date < before)
    if (dates.length === 0) continue
    const { damaged } = await alone(() => parts.views.make(shape))
    for (const date of dates) {
      const place = partitionFile(parts.folder, shape.name, date)
      const isDamaged =
        damaged.some(({ path, isCondemned }) => path === place && isCondemned !== true) ||
        (await isChanged(parts, place))
      await exportDate(parts, { shape, date, isDamaged, alone }).then(
        (partition) => written.push(partition),
        (error: unknown) => failures.push(error),
      )
    }
  }
  if (failures.length > 0) throw failures[0]
  return written
}

async function datesOf(
  { connection, text }: Pick<ExportParts, 'connection' | 'text'>,
  shape: TableShape,
): Promise<readonly IsoDate[]> {
  const reader = await connection.runAndReadAll(text('dates', { table: shape.qualified }))
  return reader.getRows().map(([date]) => String(date))
}
