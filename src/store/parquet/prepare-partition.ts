import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api'
import type { IsoDate } from '../../domain/time.ts'
import { partitionFile } from './partition.ts'
import { sumOf } from './partition-sums.ts'
import { quotable, type SqlText } from './sql-text.ts'
import { fileList } from './survey.ts'
import type { TableShape } from './table-shape.ts'

/** Where partitions are prepared. */
export interface Workshop {
  /** Nobody else uses it. */
  readonly connection: DuckDBConnection
  /** Folder of all partitions. */
  readonly folder: string
  readonly text: SqlText
  /** Rows that a statement takes from the table at most; `Infinity` where nobody writes beside it. */
  readonly atOnce: number
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
  readonly checksum: bigint
  readonly disordered: number
}

/**
 * Writes the rows of a table and a trading date beside the place of their partition, together with those that it has, and compares
 * what was written with what should be. Rows up to the last one of the partition are in it already. Of a damaged one nothing is taken,
 * and nothing is done to it.
 * While a statement reads the tables, the database makes no checkpoint: what is appended meanwhile stays in memory, rows and what would undo
 * them, and at full speed that was all the memory there is. So many rows go to files in slices, which are joined without the tables.
 * Throws when they differ, or do not stand in the order of the log. What a crash left half is written anew.
 */
export async function preparePartition(
  workshop: Workshop,
  shape: TableShape,
  { date, isDamaged = false }: { readonly date: IsoDate; readonly isDamaged?: boolean },
): Promise<PreparedPartition> {
  const file = partitionFile(workshop.folder, shape.name, date)
  const partial = `${file}.partial`
  const kept = existsSync(file) && !isDamaged ? file : undefined
  mkdirSync(dirname(file), { recursive: true })
  removeSlices(file)
  try {
    const meant = await write(workshop, shape, { date, file, partial, kept })
    const written = await fingerprint(workshop, shape, ofFiles(workshop, shape, [partial]))
    if (written.rowCount !== meant.rowCount || written.checksum !== meant.checksum)
      throw new Error(
        `${partial} has ${written.rowCount} rows that are not the ${meant.rowCount} of ${shape.name}`,
      )
    if (written.disordered > 0)
      throw new Error(
        `${written.disordered} rows of ${shape.name} of ${date} do not stand in the order of the log`,
      )
    const { rowCount, lastSeq } = written
    return { rowCount, lastSeq, partial, file, sum: await sumOf(partial) }
  } finally {
    removeSlices(file)
  }
}

/** What goes where. */
interface Places {
  readonly date: IsoDate
  readonly file: string
  readonly partial: string
  /** The partition there is, which keeps its rows. */
  readonly kept: string | undefined
}

/** Writes all rows, and gives what they should come to. */
async function write(workshop: Workshop, shape: TableShape, places: Places): Promise<Fingerprint> {
  const kept = places.kept === undefined ? undefined : ofFiles(workshop, shape, [places.kept])
  const before = kept ? await fingerprint(workshop, shape, kept) : NOTHING
  const { slices, meant } = await writeSlices(workshop, shape, { ...places, before })
  const [only] = slices
  if (only === places.partial) return meant
  const parts = [...(kept ? [kept] : []), ...(only === undefined ? [] : [ofFiles(workshop, shape, slices)])]
  const rows = { sql: parts.map(({ sql }) => sql).join(' union all '), params: {} }
  await copy(workshop, shape, { rows, file: places.partial, compression: 'zstd' })
  return meant
}

/** Writes the rows of the table behind those of the partition: into files of their own, or, when they are few and all there is, as a whole. */
async function writeSlices(
  workshop: Workshop,
  shape: TableShape,
  { date, file, partial, kept, before }: Places & { readonly before: Fingerprint },
) {
  const slices: string[] = []
  let meant = before
  let after = before.lastSeq
  let end = await sliceEnd(workshop, shape, { date, after })
  while (end !== undefined) {
    const rows = ofDate(workshop, shape, { date, after, up_to: end })
    const next = await sliceEnd(workshop, shape, { date, after: end })
    const isAll = next === undefined && kept === undefined && slices.length === 0
    const slice = isAll ? partial : sliceFile(file, slices.length)
    await copy(workshop, shape, { rows, file: slice, compression: isAll ? 'zstd' : 'snappy' })
    meant = joined(meant, await fingerprint(workshop, shape, { ...rows, before: meant.rowCount }))
    slices.push(slice)
    after = end
    end = next
  }
  return { slices, meant }
}

/** A file with a part of the rows; nobody takes it for a partition. */
const sliceFile = (file: string, index: number): string => `${file}.${index}.partial`

function removeSlices(file: string): void {
  const start = `${basename(file)}.`
  for (const name of readdirSync(dirname(file)))
    if (name.startsWith(start) && /^\d+\.partial$/.test(name.slice(start.length)))
      rmSync(join(dirname(file), name), { force: true })
}

async function sliceEnd(
  { connection, text, atOnce }: Workshop,
  shape: TableShape,
  params: { readonly date: IsoDate; readonly after: bigint },
): Promise<bigint | undefined> {
  const count = String(Math.min(atOnce, Number.MAX_SAFE_INTEGER))
  const answer = await connection.runAndReadAll(text('slice_end', { table: shape.qualified, count }), params)
  const [[end] = []] = answer.getRows()
  return typeof end === 'bigint' ? end : undefined
}

const ofDate = (
  { text }: Workshop,
  shape: TableShape,
  params: { readonly date: IsoDate; readonly after: bigint; readonly up_to: bigint },
): Rows => ({ sql: text('rows_of_date', { columns: shape.columns, table: shape.qualified }), params })

const ofFiles = ({ text }: Workshop, { columns, none }: TableShape, paths: readonly string[]): Rows => ({
  sql: text('rows_of_partition', { columns, none, files: fileList(paths) }),
  params: {},
})

interface Copying {
  readonly rows: Rows
  readonly file: string
  readonly compression: 'zstd' | 'snappy'
}

async function copy(
  { connection, text }: Workshop,
  shape: TableShape,
  { rows, file, compression }: Copying,
): Promise<void> {
  const words = { rows: rows.sql, file: quotable(file), group: String(shape.groupSize), compression }
  await connection.run(text('copy', words), rows.params)
}

const NOTHING: Fingerprint = { rowCount: 0, lastSeq: -1n, checksum: 0n, disordered: 0 }

/** What rows and those behind them come to. */
const joined = (before: Fingerprint, behind: Fingerprint): Fingerprint => ({
  rowCount: before.rowCount + behind.rowCount,
  lastSeq: behind.lastSeq,
  checksum: before.checksum ^ behind.checksum,
  disordered: before.disordered + behind.disordered,
})

async function fingerprint(
  { connection, text }: Workshop,
  shape: TableShape,
  { sql, params, before = 0 }: Rows & { readonly before?: number },
): Promise<Fingerprint> {
  const answer = await connection.runAndReadAll(text('fingerprint', { names: shape.names, rows: sql }), {
    ...params,
    before: BigInt(before),
  })
  const [[rowCount, lastSeq, checksum, disordered] = []] = answer.getRows()
  return {
    rowCount: Number(rowCount),
    lastSeq: BigInt(String(lastSeq ?? -1)),
    checksum: BigInt(String(checksum ?? 0)),
    disordered: Number(disordered),
  }
}
