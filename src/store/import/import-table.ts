import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import type { IsoDate } from '../../domain/time.ts'
import { interruptible } from '../interruptible.ts'
import { migrate } from '../migrate.ts'
import { durableRename } from '../parquet/durable-rename.ts'
import { readFooter } from '../parquet/footer.ts'
import { partitionFile } from '../parquet/partition.ts'
import { partitionSums } from '../parquet/partition-sums.ts'
import { preparePartition } from '../parquet/prepare-partition.ts'
import { setAside } from '../parquet/set-aside.ts'
import { quotedName, type SqlText, sqlTexts } from '../parquet/sql-text.ts'
import { tableShapes } from '../parquet/table-shape.ts'
import { sqlFolder } from '../sql-folder.ts'
import { checkCopies } from './check-copies.ts'
import { checkGiven } from './check-given.ts'
import { checkPlaces } from './check-places.ts'
import type { TableColumn } from './given-column.ts'
import { orderGiven } from './order-given.ts'
import { readFiles } from './read-files.ts'

/** What a table is filled from. */
export interface Filling {
  /** A way to `ordered`, and one to the table: what is read on one ends when the same one is written to. */
  readonly from: DuckDBConnection
  readonly to: DuckDBConnection
  /** The columns of `ordered`. */
  readonly names: ReadonlySet<string>
}

/** What becomes of columns that the files leave out. */
export interface Making {
  /** SQL for a column over those that the files have and those before it. */
  readonly sql: ReadonlyMap<string, string>
  /** Columns that `fill` makes. */
  readonly filled: readonly string[]
  /** Columns of which an empty cell of a CSV file is an empty text. */
  readonly emptyTexts?: readonly string[]
  /** Writes the rows of `ordered` into the table; as they are unless it is given. */
  readonly fill?: (filling: Filling) => Promise<void>
}

/** What is imported, and where to. */
export interface ImportOptions {
  /** Folder of the partitions; no other process writes there meanwhile. */
  readonly folder: string
  readonly table: string
  readonly files: readonly string[]
  /** For columns of the table, the column of the files or the SQL expression over theirs that gives them. */
  readonly mapping: ReadonlyMap<string, string>
  readonly making: Making
  /** Puts the rows in the place of others that a date has. */
  readonly replaces: boolean
  /** Told how many dates are done. */
  readonly onDate: (done: number, total: number) => void
  /** Stops it: nothing is imported then, and nothing stays beside the partitions. */
  readonly signal?: AbortSignal
}

/** What became of a trading date. */
export interface ImportedDate {
  readonly date: IsoDate
  readonly rowCount: number
  /** False where the same rows were there already. */
  readonly isNew: boolean
  /** The damaged file that was in its place, under the name that it has now. */
  readonly aside?: string
}

/**
 * Imports files into the partitions of a table: all of them, or, with a line that says which row and column or which date is in the way, nothing.
 * The same files again change nothing; rows that two of the files have are refused. Rows lie on the disk meanwhile, in a folder beside the partitions.
 */
export async function importTable(options: ImportOptions): Promise<readonly ImportedDate[]> {
  const scratch = `${options.folder}.importing`
  rmSync(scratch, { recursive: true, force: true })
  mkdirSync(scratch, { recursive: true })
  const instance = await DuckDBInstance.create(join(scratch, 'rows.duckdb'), {
    threads: '1',
    memory_limit: '1GB',
  })
  const connection = await instance.connect()
  try {
    const text = sqlTexts(sqlFolder('parquet'))
    await connection.run(`set TimeZone = 'Asia/Ho_Chi_Minh'`)
    await migrate(connection, sqlFolder('schema'))
    await connection.run(`attach ':memory:' as history`)
    await connection.run(text('trading_date'))
    const { signal = new AbortController().signal } = options
    const other = await instance.connect()
    const made = await interruptible(connection, signal, () =>
      interruptible(other, signal, async () => {
        await fillTable(connection, other, options)
        return prepare(connection, text, { ...options, scratch: join(scratch, 'parquet') })
      }),
    )
    // Of a statement that came to its end meanwhile nobody is told.
    signal.throwIfAborted()
    return await publish(connection, made, options)
  } catch (error) {
    options.signal?.throwIfAborted()
    throw error
  } finally {
    connection.closeSync()
    instance.closeSync()
    rmSync(scratch, { recursive: true, force: true })
  }
}

async function fillTable(
  connection: DuckDBConnection,
  other: DuckDBConnection,
  options: ImportOptions,
): Promise<void> {
  const { table, files, mapping, making } = options
  const columns = await columnsOf(connection, table)
  const isMade = (name: string) => name === 'seq' || making.sql.has(name) || making.filled.includes(name)
  const { emptyTexts = [] } = making
  const given = await readFiles(connection, { table, columns, files, mapping, isMade, emptyTexts })
  await checkGiven(connection, { table, files, given, isMade })
  await orderGiven(connection, given, making.sql)
  await checkCopies(connection, { files, given })
  const names = new Set([...given.map(({ name }) => name), ...making.sql.keys(), 'seq'])
  const list = [...names].map(quotedName).join(', ')
  if (making.fill) await making.fill({ from: other, to: connection, names })
  else await connection.run(`insert into ${quotedName(table)} (${list}) select ${list} from ordered`)
  other.closeSync()
}

async function columnsOf(connection: DuckDBConnection, table: string): Promise<readonly TableColumn[]> {
  const rows = await connection.runAndReadAll(
    `select column_name, data_type, not is_nullable from duckdb_columns()
     where table_name = $1 and database_name = current_database() order by column_index`,
    [table],
  )
  return rows.getRows().map(([name, type, isNeeded]) => ({
    name: String(name),
    type: String(type),
    isNeeded: isNeeded === true,
  }))
}

interface Publishing extends ImportOptions {
  readonly scratch: string
}

interface Made extends ImportedDate {
  readonly partial: string
  readonly file: string
  readonly sum: string
}

/** Puts all partitions in their places, when none of them is in the way of another. */
async function publish(
  connection: DuckDBConnection,
  made: readonly Made[],
  options: ImportOptions,
): Promise<readonly ImportedDate[]> {
  const inTheWay = made.filter(({ isNew, file }) => isNew && existsSync(file)).map(({ date }) => date)
  if (inTheWay.length > 0 && !options.replaces)
    throw new Error(
      `${options.table} has other rows of ${inTheWay.join(', ')}: import all files of a date at once, or put these in their place with --replace.`,
    )
  const news = made.flatMap(({ isNew, date, partial }) => (isNew ? [[date, partial] as const] : []))
  await checkPlaces(connection, { ...options, made: new Map(news) })
  const sums = partitionSums(options.folder)
  return made.map(({ date, rowCount, isNew, partial, file, sum }) => {
    if (!isNew) return { date, rowCount, isNew }
    const aside = isDamaged(file) ? setAside(file) : undefined
    sums.expect(file, sum)
    durableRename(partial, file)
    sums.settle(file, sum)
    return { date, rowCount, isNew, ...(aside !== undefined && { aside }) }
  })
}

/** What cannot be read is kept beside its place. */
const isDamaged = (file: string): boolean => existsSync(file) && 'fault' in readFooter(file)

/** Writes all partitions beside their places. */
async function prepare(
  connection: DuckDBConnection,
  text: SqlText,
  { table, folder, scratch, onDate }: Publishing,
): Promise<readonly Made[]> {
  const [row] = (await connection.runAndReadAll('select current_database()')).getRows()
  const shape = (await tableShapes(connection, String(row?.[0]))).find(({ name }) => name === table)
  if (!shape) throw new Error(`The store keeps no dates of ${table}.`)
  const dates = (await connection.runAndReadAll(text('dates', { table: shape.qualified }))).getRows()
  const made: Made[] = []
  for (const [date] of dates) {
    const prepared = await preparePartition({ connection, folder: scratch, text }, shape, {
      date: String(date),
    })
    const file = partitionFile(folder, table, String(date))
    const isNew =
      !existsSync(file) || isDamaged(file) || !readFileSync(file).equals(readFileSync(prepared.partial))
    made.push({ ...prepared, file, date: String(date), isNew })
    onDate(made.length, dates.length)
  }
  return made
}
