import type { DuckDBConnection, DuckDBResultReader, DuckDBType, Json } from '@duckdb/node-api'
import { boundNames } from '../bound.ts'
import { jsonValue } from '../json-value.ts'
import type { Page, PagePlace, PageRequest, Row } from '../protocol.ts'

/** Reads a part of an answer, and one row more, which tells where the next part begins. */
export async function readPage(connection: DuckDBConnection, request: PageRequest): Promise<Page> {
  const { sql, params, limit, skip, form } = request
  const reader = await connection.runAndReadAll(sql, boundNames({ ...params, limit: limit + 1, skip }))
  const rows = reader.convertRowObjects(jsonValue)
  const next = nextPlace(rows, request)
  const body = form === 'json' ? json(reader, rows.slice(0, limit)) : await arrow(reader, limit)
  return { body, ...(next && { next }) }
}

/** Rows of one key need not be on one page. */
function nextPlace(rows: readonly Row[], { key, limit, skip, params }: PageRequest): PagePlace | undefined {
  const after = rows[limit]?.[key]
  if (typeof after !== 'string' && typeof after !== 'number') return undefined
  const before = rows.slice(0, limit).filter((row) => row[key] === after).length
  return { after, skip: before + (params['after'] === after ? skip : 0) }
}

const isJson = (type: DuckDBType) => type.alias === 'JSON'

/** What the database keeps as JSON goes as it is, not as a text of it. */
function json(reader: DuckDBResultReader, rows: readonly Row[]): Uint8Array {
  const names = reader.deduplicatedColumnNames().filter((_, i) => isJson(reader.columnType(i)))
  const whole = names.length === 0 ? rows : rows.map((row) => ({ ...row, ...parsed(row, names) }))
  return new TextEncoder().encode(JSON.stringify(whole))
}

const parsed = (row: Row, names: readonly string[]) =>
  Object.fromEntries(
    names.map((name) => {
      const text = row[name]
      return [name, typeof text === 'string' ? (JSON.parse(text) as Json) : null]
    }),
  )

async function arrow(reader: DuckDBResultReader, limit: number): Promise<Uint8Array> {
  const columns = reader.getColumns().map((values) => values.slice(0, limit))
  const chunk = {
    rowCount: Math.min(reader.currentRowCount, limit),
    getColumnValues: (column: number) => columns[column] ?? [],
  }
  const { arrowStream } = await import('./arrow-stream.ts')
  const parts = arrowStream({
    columnTypes: () => reader.columnTypes(),
    deduplicatedColumnNames: () => reader.deduplicatedColumnNames(),
    async *[Symbol.asyncIterator]() {
      await Promise.resolve()
      yield chunk
    },
  })
  const bytes: Uint8Array[] = []
  for await (const part of parts) bytes.push(part)
  return new Uint8Array(Buffer.concat(bytes))
}
