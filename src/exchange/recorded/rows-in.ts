import type { Row } from '../wire/rest/envelope.ts'

const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null

/** The rows of an answer that was received: a bare list, or `data` or `dataList` of an object. */
export function rowsIn(body: unknown): readonly Row[] {
  if (Array.isArray(body)) return body.filter(isRow)
  if (!isRow(body)) return []
  return rowsIn(body['data'] ?? body['dataList'] ?? [])
}
