import type { DuckDBConnection, DuckDBDataChunk, DuckDBInstance } from '@duckdb/node-api'
import type { DecodedEvent, Rejected } from '../../../domain/event.ts'
import { Unreadable } from '../../unreadable.ts'
import { columnReader, type ColumnReader } from './columns.ts'
import type { ParquetFile } from './parquet-file.ts'
import { reasonOf } from './reason-of.ts'

/** A Parquet file that is being read, a row after the other. */
export interface Track {
  /** Place in the log of the next row; `Infinity` when the rows in memory are used up. */
  seq: number
  /** The event of the next row, which is taken. */
  readonly take: () => DecodedEvent
  /** Reads on where the rows in memory are used up. False at the end. */
  readonly readOn: () => Promise<boolean>
  /** Rows taken so far. */
  readonly taken: () => number
  readonly close: () => Promise<void>
}

/** Opens a file at its first row of a place in the log or behind it. While rows are taken the next ones are read. */
export async function openTrack(
  instance: DuckDBInstance,
  file: ParquetFile,
  fromSeq: number,
): Promise<Track> {
  const connection = await instance.connect()
  const next = await chunks(connection, file, fromSeq).catch((cause: unknown) => {
    connection.closeSync()
    return brokenOff(file, 0, cause)
  })
  let coming = next()
  return trackOf(file, {
    async next() {
      const chunk = await coming
      coming = next()
      // Whoever leaves in the middle does not hear that the rest cannot be read.
      coming.catch(() => undefined)
      return chunk
    },
    async close() {
      await coming.catch(() => undefined)
      connection.closeSync()
    },
  })
}

/** Chunks of rows, one after the other. */
interface Chunks {
  readonly next: () => Promise<DuckDBDataChunk | undefined>
  readonly close: () => Promise<void>
}

function trackOf(file: ParquetFile, { next, close }: Chunks): Track {
  const reader = columnReader(file.kind.columns)
  const seqs = reader.columns.numbers('seq')
  let eventAt = readable(file, reader, () => taken)
  let taken = 0
  let row = 0
  const track: Track = {
    seq: Infinity,
    take() {
      const event = eventAt(row)
      const before = track.seq
      row += 1
      taken += 1
      track.seq = seqs.values[row] ?? Infinity
      return track.seq < before ? disordered(file, before, track.seq) : event
    },
    async readOn() {
      const before = seqs.values.at(-1) ?? -Infinity
      const chunk = await next().catch((cause: unknown) => brokenOff(file, taken, cause))
      if (!chunk) return false
      reader.read(chunk)
      eventAt = readable(file, reader, () => taken)
      row = 0
      track.seq = seqs.values[0] ?? Infinity
      return track.seq < before ? disordered(file, before, track.seq) : true
    },
    taken: () => taken,
    close,
  }
  return track
}

function disordered({ path }: ParquetFile, before: number, seq: number): never {
  throw new Error(
    `${path} has a row of seq ${seq} after one of ${before}: rows have to stand in the order of seq.`,
  )
}

function brokenOff({ path }: ParquetFile, taken: number, cause: unknown): never {
  throw new Error(
    `${path} cannot be read on after row ${taken} (${reasonOf(cause)}): take it away, or replay the journal of its date instead.`,
    { cause },
  )
}

/** The driver ends a stream of rows in silence where the next ones cannot be read: only their number tells that they are not all. */
async function chunks(
  connection: DuckDBConnection,
  file: ParquetFile,
  fromSeq: number,
): Promise<() => Promise<DuckDBDataChunk | undefined>> {
  const result = await connection.stream(file.sqlFrom(fromSeq))
  let count = 0
  return async () => {
    const chunk = await result.fetchChunk()
    count += chunk?.rowCount ?? 0
    if (chunk && chunk.rowCount > 0) return chunk
    const expected = fromSeq > file.firstSeq ? await rowsFrom(connection, file, fromSeq) : file.rowCount
    if (count !== expected) {
      await tellReason(connection, file.sqlFrom(fromSeq))
      throw new Error(`it has ${expected} rows and gives ${count}`)
    }
    return undefined
  }
}

/** Where an answer is not streamed, the reason is thrown. */
async function tellReason(connection: DuckDBConnection, sql: string): Promise<void> {
  await connection.run(`select bit_xor(hash(rows)) from (${sql}) as rows`)
}

async function rowsFrom(connection: DuckDBConnection, file: ParquetFile, fromSeq: number): Promise<number> {
  const sql = `select count(*)::int from (${file.sqlFrom(fromSeq)}) as rows`
  return Number((await connection.runAndReadAll(sql)).getRows()[0]?.[0])
}

const zeroIfNone = (time = NaN): number => (Number.isNaN(time) ? 0 : time)

/** The events of the rows that are read. A row that is none of the table's becomes a `rejected` event that says where it stands. */
function readable({ path, kind }: ParquetFile, { columns, faults }: ColumnReader, taken: () => number) {
  const eventAt = kind.rows(columns)
  const rejectedAt = (row: number, { message }: Unreadable): Rejected => ({
    kind: 'rejected',
    seq: columns.numbers('seq').values[row] ?? 0,
    exchangeTime: undefined,
    receivedTime: zeroIfNone(columns.numbers('received_time').values[row]),
    reason: message,
    raw: `row ${taken() + 1} of ${path}`,
  })
  return (row: number): DecodedEvent => {
    try {
      if (faults.size > 0) faults.get(row)?.()
      return eventAt(row)
    } catch (error) {
      if (error instanceof Unreadable) return rejectedAt(row, error)
      throw error
    }
  }
}
