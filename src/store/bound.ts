import type { DuckDBValue } from '@duckdb/node-api'
import type { QueryParam } from './protocol.ts'

/** A value as a statement takes it. A whole number is one for the database too: `limit $1` takes no double. */
export const bound = (param: QueryParam): DuckDBValue =>
  Number.isSafeInteger(param) ? BigInt(Number(param)) : param
