import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Response } from 'express'
import { z } from 'zod'
import type { NamedParams } from '../../../store/protocol.ts'
import { sqlFolder } from '../../../store/sql-folder.ts'
import { fromStore } from '../../from-store.ts'
import type { SeriesParts } from '../history/series-routes.ts'

/** What is asked of a file in `sql/queries`. */
export interface RowsRequest {
  readonly params: NamedParams
  /** Most rows. */
  readonly limit: number
  /** The column that rows stand by. */
  readonly key: string
  /** The last ones by the key, from there back. */
  readonly descending?: boolean
}

/** Makes what reads the rows of a query, `sql/queries/NAME.sql`. It gives undefined where the database does not answer, which is told with 503. */
export function storedRows<T>(
  name: string,
  row: z.ZodType<T>,
  { page, onError }: Pick<SeriesParts, 'page'> & { readonly onError: (error: unknown) => void },
) {
  const sql = readFileSync(join(sqlFolder('queries'), `${name}.sql`), 'utf8')
  const rows = z.array(row)
  return async (
    response: Response,
    { params, limit, key, descending = false }: RowsRequest,
  ): Promise<readonly T[] | undefined> => {
    const request = {
      sql,
      params: { ...params, after: null, descending },
      limit,
      key,
      skip: 0,
      form: 'json',
    } as const
    const answer = await fromStore(response, page && (() => page(request)), onError)
    return answer && rows.parse(JSON.parse(Buffer.from(answer.body).toString()))
  }
}
