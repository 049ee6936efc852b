import type { DuckDBValue } from '@duckdb/node-api'
import type { NamedParams, QueryParam } from './protocol.ts'

/** A value as a statement takes it. A whole number is one for the database too: `limit $1` takes no double. */
export const bound = (param: QueryParam): DuckDBValue =>
  Number.isSafeInteger(param) ? BigInt(Number(param)) : param

/** The same for values by name. */
export const boundNames = (params: NamedParams): Record<string, DuckDBValue> =>
  Object.fromEntries(Object.entries(params).map(([name, value]) => [name, bound(value)]))
