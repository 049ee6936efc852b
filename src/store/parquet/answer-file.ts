import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { jsonValue } from '../json-value.ts'
import type { Row } from '../protocol.ts'
import { quotable, quotablePath } from './sql-text.ts'

/** An answer that lies in a Parquet file, in the forms that programs read. */
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
  return {
    async *rows() {
      const result = await connection.stream(`select * ${from}`)
      for await (const rows of result.yieldConvertedRowObjects(jsonValue)) yield rows
    },
    async csv(path) {
      await connection.run(`copy (select * ${from}) to '${quotable(path)}' (format csv, header)`)
    },
    async *arrow() {
      const { arrowStream } = await import('./arrow-stream.ts')
      yield* arrowStream(await connection.stream(`select * ${from}`))
    },
    close() {
      connection.closeSync()
      instance.closeSync()
    },
  }
}
