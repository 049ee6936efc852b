import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { jsonValue } from '../json-value.ts'
import type { Row } from '../protocol.ts'
import { quotable, quotablePath } from './sql-text.ts'

/** An answer that lies in a Parquet file, in the forms that programs read. Each of them rejects where not all rows can be read. */
export interface AnswerFile {
  /** Rows in order, some thousand at a time, ready for JSON. */
  readonly rows: () => AsyncGenerator<readonly Row[]>
  /** Writes it as CSV with a line of names. */
  readonly csv: (path: string) => Promise<void>
  /** As the Arrow IPC stream format. */
  readonly arrow: () => AsyncGenerator<Uint8Array>
  readonly close: () => void
}

/** Opens an answer; the file must stay until it is closed. */
export async function openAnswerFile(file: string): Promise<AnswerFile> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' })
  const connection: DuckDBConnection = await instance.connect()
  await connection.run(`set TimeZone = 'Asia/Ho_Chi_Minh'`)
  const from = `from read_parquet('${quotablePath(file)}', hive_partitioning = false)`
  async function streamed() {
    const count = await connection.runAndReadAll(`select count(*) ${from}`)
    return { rowCount: Number(count.getRows()[0]?.[0]), result: await connection.stream(`select * ${from}`) }
  }
  return {
    async *rows() {
      const { result, rowCount } = await streamed()
      const parts = result.yieldConvertedRowObjects(jsonValue)
      yield* whole(parts, { file, rowCount, rowsIn: ({ length }) => length })
    },
    async csv(path) {
      await connection.run(`copy (select * ${from}) to '${quotable(path)}' (format csv, header)`)
    },
    async *arrow() {
      const { arrowStream } = await import('./arrow-stream.ts')
      const { result, rowCount } = await streamed()
      yield* arrowStream({
        columnTypes: () => result.columnTypes(),
        deduplicatedColumnNames: () => result.deduplicatedColumnNames(),
        [Symbol.asyncIterator]: () => whole(result, { file, rowCount, rowsIn: (chunk) => chunk.rowCount }),
      })
    },
    close() {
      connection.closeSync()
      instance.closeSync()
    },
  }
}

interface Expected<T> {
  readonly file: string
  readonly rowCount: number
  readonly rowsIn: (part: T) => number
}

/** The driver ends a stream of rows in silence where the next ones cannot be read: only their number tells that they are not all. */
async function* whole<T>(
  parts: AsyncIterable<T>,
  { file, rowCount, rowsIn }: Expected<T>,
): AsyncGenerator<T> {
  let owed = rowCount
  for await (const part of parts) {
    owed -= rowsIn(part)
    yield part
  }
  if (owed > 0)
    throw new Error(`${owed} rows of an answer cannot be read again: see that the disk of ${file} is sound.`)
}
