import { pageOf, type RestQuery } from './rest-query.ts'

/** A row of an answer. */
export type Row = Readonly<Record<string, unknown>>

/** The answer of every list. */
export interface Envelope {
  readonly data: readonly Row[] | null
  readonly message: string
  readonly status: 'Success' | 'Error'
  readonly totalRecord?: number
}

/** An answer that has no rows, and says why. */
export const refused = (message: string): Envelope => ({ data: null, message, status: 'Error' })

/**
 * A page of rows.
 *
 * @param wrap - puts the rows of the page into the row or rows that the list answers with
 */
export function paged<T>(
  all: readonly T[],
  query: RestQuery,
  wrap: (rows: readonly T[]) => readonly Row[],
): Envelope {
  const page = pageOf(all, query)
  if (typeof page === 'string') return refused(page)
  return { data: wrap(page.rows), message: 'Success', status: 'Success', totalRecord: page.total }
}
