import { DuckDBInstance } from '@duckdb/node-api'

let made: Promise<DuckDBInstance> | undefined

/** The database that reads Parquet, in memory and empty. One for the process: making it takes as long as reading 20,000 rows. */
export const database = (): Promise<DuckDBInstance> =>
  (made ??= DuckDBInstance.create(':memory:', { threads: '1' }))
