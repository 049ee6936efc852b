/** Reads a parameter of a query, in any of the spellings that are in use: `market`, `Market`, `lookupRequest.market`. */
export type RestQuery = (name: string) => string | undefined

/** The parameters of a query; an empty one is absent. */
export function restQuery(parameters: URLSearchParams): RestQuery {
  const values = new Map(
    [...parameters].map(([key, value]) => [key.toLowerCase().replace(/^lookuprequest\./, ''), value.trim()]),
  )
  return (name) => values.get(name.toLowerCase()) ?? undefined
}

/** Rows of one page, and how many there are in all. */
export interface Page<T> {
  readonly rows: readonly T[]
  readonly total: number
}

const SIZES = [10, 20, 50, 100, 500, 1000]
const MOST_PAGES = 10

/** The page that is asked for; a text that says what is wrong with the question, when something is. */
export function pageOf<T>(rows: readonly T[], query: RestQuery): Page<T> | string {
  const index = Number(query('pageIndex') ?? 1)
  const size = Number(query('pageSize') ?? 10)
  if (!Number.isInteger(index) || index < 1 || index > MOST_PAGES) return 'pageIndex must be 1 to 10.'
  if (!SIZES.includes(size)) return `pageSize must be one of ${SIZES.join(', ')}.`
  return { rows: rows.slice((index - 1) * size, index * size), total: rows.length }
}
