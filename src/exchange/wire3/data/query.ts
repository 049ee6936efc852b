import { ICT_OFFSET, type Instant, type IsoDate } from '../../../domain/time.ts'
import type { RestQuery } from '../../wire/rest/rest-query.ts'
import { type Fault, NOTHING, replied, type Reply } from '../reply.ts'

/** The only parameter of several that a query has, with its value; `undefined` when it has none or more than one. */
export function onlyOne<Name extends string>(
  query: RestQuery,
  names: readonly Name[],
): { readonly name: Name; readonly value: string } | undefined {
  const given = names.flatMap((name) => {
    const value = query(name)
    return value ? [{ name, value: value.toUpperCase() }] : []
  })
  return given.length === 1 ? given[0] : undefined
}

/** Whether a text is made as symbols are. */
export const isSymbol = (text: string): boolean => /^[A-Z0-9]+$/i.test(text)

/** A range of dates or instants, both within. */
export interface Range<T> {
  readonly from: T
  readonly to: T
}

/** The dates `from` and `to` of a query, or what is wrong with them. */
export function dateRange(query: RestQuery): Range<IsoDate> | Fault {
  return orderedRange(isoDate(query('from')), isoDate(query('to')))
}

/** `from` and `to` when both are there and in order, else what is wrong with them. */
export function orderedRange<T extends string | number>(
  from: T | undefined,
  to: T | undefined,
): Range<T> | Fault {
  if (from === undefined || to === undefined) return 'badDate'
  return from > to ? 'fromAfterTo' : { from, to }
}

/** The date of a text like `2026/11/20`; `undefined` for any other text. */
export function isoDate(text = ''): IsoDate | undefined {
  return utc(text, /^\d{4}\/\d{2}\/\d{2}$/)?.slice(0, 10)
}

/** The instant of a text like `2026/11/20 13:05:07`; `undefined` for any other text, a bare date too. */
export function instantIn(text = ''): Instant | undefined {
  const iso = utc(text, /^\d{4}\/\d{2}\/\d{2} \d{2}:\d{2}:\d{2}$/)
  return iso === undefined ? undefined : Date.parse(iso) - ICT_OFFSET
}

/** The text in ISO 8601, as if it were UTC, when it names a day and a time that there are. */
function utc(text: string, form: RegExp): string | undefined {
  if (!form.test(text)) return undefined
  const [date = '', time = '00:00:00'] = text.replaceAll('/', '-').split(' ')
  const iso = `${date}T${time}.000Z`
  const instant = Date.parse(iso)
  return !Number.isNaN(instant) && new Date(instant).toISOString() === iso ? iso : undefined
}

/** A page of rows. */
export interface Page<T> {
  readonly pageIndex: number
  readonly pageSize: number
  readonly rows: readonly T[]
}

/** The page that is asked for: the first, and ten rows, unless said. Nobody checks the numbers; what is none is not said. */
export function pageOf<T>(rows: readonly T[], query: RestQuery): Page<T> {
  const pageIndex = positive(query('pageIndex')) ?? 1
  const pageSize = positive(query('pageSize')) ?? 10
  return { pageIndex, pageSize, rows: rows.slice((pageIndex - 1) * pageSize, pageIndex * pageSize) }
}

function positive(text: string | undefined): number | undefined {
  const number = Number(text)
  return Number.isInteger(number) && number > 0 ? number : undefined
}

/** A page with the count of all rows; nothing when it is empty. */
export function countedPage<T>(all: readonly T[], query: RestQuery, row: (item: T) => object): Reply {
  const { pageIndex, pageSize, rows } = pageOf(all, query)
  if (rows.length === 0) return NOTHING
  return replied({
    pageIndex,
    pageSize,
    pagesCount: Math.ceil(all.length / pageSize),
    itemsCount: all.length,
    data: rows.map(row),
  })
}

/** A bare list; nothing when it is empty. */
export const bareList = (rows: readonly object[]): Reply => (rows.length === 0 ? NOTHING : replied(rows))
