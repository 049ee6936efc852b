import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { messageOf } from '../../domain/message-of.ts'
import { quotable, quotablePath, quotedName } from '../parquet/sql-text.ts'
import type { GivenColumn, TableColumn } from './given-column.ts'

/** What is read, and into what. */
export interface Reading {
  readonly table: string
  readonly columns: readonly TableColumn[]
  readonly files: readonly string[]
  /** For columns of the table, the column of the files or the SQL expression over theirs that gives them. */
  readonly mapping: ReadonlyMap<string, string>
  /** Columns that need not be given. */
  readonly isMade: (name: string) => boolean
  /** Columns of which an empty cell of a CSV file is an empty text; in others nothing is said by it. */
  readonly emptyTexts: readonly string[]
}

/**
 * Reads CSV and Parquet files into `given`: the columns of the table that they say something of, as they say it, and where each row stands.
 * Fails with a line that names the file and what is wrong: a column that has to be there, one that no table has, a file that cannot be read.
 */
export async function readFiles(
  connection: DuckDBConnection,
  reading: Reading,
): Promise<readonly GivenColumn[]> {
  const { columns, files, mapping, table } = reading
  for (const name of mapping.keys())
    if (!columns.some((column) => column.name === name))
      throw new Error(`${table} has no column ${name}: its columns are ${namesOf(columns)}.`)
  const twice = files.find((file, i) => files.slice(0, i).some((before) => resolve(before) === resolve(file)))
  if (twice !== undefined) throw new Error(`${twice} is named twice: each of its rows would be there twice.`)
  for (const file of files) await checkFile(file)
  const given = await givenBy(connection, reading)
  await checkNames(connection, files, given)
  const written = given.flatMap(({ name, theirs }) => (reading.emptyTexts.includes(name) ? theirs : []))
  for (const file of files.slice(1))
    await checkColumns(connection, { file, written, given, first: files[0] ?? '' })
  const list = await listOf(connection, { files, written, given })
  for (const [place, file] of files.entries()) {
    const rows = `select ${place} as "import file", row_number() over () as "import row", ${list} from ${sourceOf(file, written)}`
    await readable(file, () =>
      connection.run(place === 0 ? `create table given as ${rows}` : `insert into given ${rows}`),
    )
  }
  return given
}

/** What the database says of these tells nobody what to do; of a folder it reads whatever lies below, each file of it. */
async function checkFile(file: string): Promise<void> {
  const found = await stat(file).catch((cause: unknown) => {
    throw new Error(`${file} is not there: name a CSV or a Parquet file.`, { cause })
  })
  if (found.isDirectory()) throw new Error(`${file} is a folder: name the files in it that are meant.`)
  if (found.isFile() && found.size === 0)
    throw new Error(`${file} is empty: a line with the names of its columns is expected at least.`)
}

interface Listing {
  readonly files: readonly string[]
  readonly written: readonly string[]
  readonly given: readonly GivenColumn[]
}

/**
 * What is read of each file. A column goes as its text where files have it in different types, of which the first one's would round what
 * the others say, and where it is binary floating point: its text says 0.1, of which the number is a little off.
 */
async function listOf(connection: DuckDBConnection, { files, written, given }: Listing): Promise<string> {
  const plain = given.map(({ name, sql }) => `${sql} as ${quotedName(name)}`).join(', ')
  const types = given.map(() => new Set<string>())
  for (const file of files) {
    const answer = await readable(file, () =>
      connection.runAndReadAll(`describe select ${plain} from ${sourceOf(file, written)}`),
    )
    for (const [i, [, type]] of answer.getRows().entries()) types[i]?.add(String(type))
  }
  const isText = (all: ReadonlySet<string> = new Set()) =>
    all.size > 1 || all.has('DOUBLE') || all.has('FLOAT')
  return given
    .map(({ name, sql }, i) => `${isText(types[i]) ? `(${sql})::varchar` : sql} as ${quotedName(name)}`)
    .join(', ')
}

/** What a column is of that the files have and do not give. */
const NOTHING = 'null'

const namesOf = (columns: readonly TableColumn[]): string => columns.map(({ name }) => name).join(', ')

const isParquet = (file: string): boolean => /\.parquet$/i.test(file)

/** @param written - columns of a CSV file whose empty cells are texts */
function sourceOf(file: string, written: readonly string[] = []): string {
  if (isParquet(file)) return `read_parquet('${quotablePath(file)}', hive_partitioning = false)`
  const texts = written.map((name) => `'${quotable(name)}'`).join(', ')
  return `read_csv('${quotablePath(file)}', header = true, all_varchar = true, force_not_null = [${texts}])`
}

/** Which of two columns of one name is meant nobody can tell, and the database takes the first one. It calls the second one NAME_1. */
async function checkNames(
  connection: DuckDBConnection,
  files: readonly string[],
  given: readonly GivenColumn[],
): Promise<void> {
  for (const file of files.filter((one) => !isParquet(one))) {
    const names = await namesIn(connection, file)
    const written = await namesWritten(connection, file)
    const secondOf = (own: string) => written.indexOf(own, written.indexOf(own) + 1)
    const taken = given.flatMap(({ name, theirs }) => theirs.map((own) => ({ name, own })))
    const twice = taken.find(({ own }) => secondOf(own.toLowerCase()) > 0)
    if (!twice) continue
    const second = names[secondOf(twice.own.toLowerCase())] ?? ''
    throw new Error(
      `${file} has two columns ${twice.own}: give one of them another name, or say with --map ${twice.name}=${second} that the second one is meant.`,
    )
  }
}

/** The names of a CSV file's columns as they stand in it, in small letters. */
async function namesWritten(connection: DuckDBConnection, file: string): Promise<readonly string[]> {
  const line = await readable(file, () =>
    connection.runAndReadAll(
      `select * from read_csv('${quotablePath(file)}', header = false, all_varchar = true) limit 1`,
    ),
  )
  return (line.getRows()[0] ?? []).map((cell) => String(cell).trim().toLowerCase())
}

interface OtherFile {
  readonly file: string
  readonly first: string
  readonly written: readonly string[]
  readonly given: readonly GivenColumn[]
}

/** The first file says which columns there are; the others have to have them too. */
async function checkColumns(
  connection: DuckDBConnection,
  { file, first, written, given }: OtherFile,
): Promise<void> {
  const names = new Set((await namesIn(connection, file, written)).map((name) => name.toLowerCase()))
  const missing = given.flatMap(({ theirs }) => theirs).find((name) => !names.has(name.toLowerCase()))
  if (missing !== undefined)
    throw new Error(
      `${file} has no column ${missing}, which ${first} has: the files of one import need the same columns.`,
    )
}

/** The names of a file's columns. */
async function namesIn(
  connection: DuckDBConnection,
  file: string,
  written: readonly string[] = [],
): Promise<readonly string[]> {
  const answer = await readable(file, () =>
    connection.runAndReadAll(`describe select * from ${sourceOf(file, written)}`),
  )
  const names = answer.getRows().map(([name]) => String(name))
  const [line = ''] = names
  // What the database makes of lines that it cannot part.
  if (names.length === 1 && /[,;|\t]/.test(line))
    throw new Error(`${file}: not all of its rows have the columns of its first line, ${line}.`)
  return names
}

async function givenBy(
  connection: DuckDBConnection,
  { table, columns, files, mapping, isMade }: Reading,
): Promise<readonly GivenColumn[]> {
  const [file = ''] = files
  const theirs = new Map((await namesIn(connection, file)).map((name) => [name.toLowerCase(), name]))
  const ofTheirs = ({ name }: TableColumn): Pick<GivenColumn, 'sql' | 'theirs'> | undefined => {
    const mapped = mapping.get(name) ?? name
    if (mapped.toLowerCase() === NOTHING) return undefined
    const own = theirs.get(mapped.toLowerCase())
    if (own !== undefined) return { sql: quotedName(own), theirs: [own] }
    return mapping.has(name) ? { sql: `(${mapped})`, theirs: [] } : undefined
  }
  const given: GivenColumn[] = []
  for (const column of columns) {
    const source = ofTheirs(column)
    if (source) given.push({ ...column, ...source })
    else if (column.isNeeded && !isMade(column.name))
      throw new Error(
        `${file} has no column ${column.name}, which ${table} needs: say with --map ${column.name}=COLUMN which of ` +
          `${[...theirs.values()].join(', ')} it is, or with --set ${column.name}=VALUE what it is in every row.`,
      )
  }
  return given
}

/** The database's words in one line, with the file in front. */
async function readable<T>(file: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (cause) {
    const said = messageOf(cause)
    const [reason = ''] = said.split(/\n\s*(?:LINE \d|Possible (?:fixes|solutions)|\n)/)
    throw new Error(`${file}: ${reason.replaceAll(/\s*\n\s*/g, ' ')}`, { cause })
  }
}
