import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Request, type RequestHandler, type Response, Router } from 'express'
import type { IsoDate } from '../../../domain/time.ts'
import type { Page, PagePlace, PageRequest } from '../../../store/protocol.ts'
import { sqlFolder } from '../../../store/sql-folder.ts'
import { fromStore } from '../../from-store.ts'
import { sendMisfit } from '../../misfit.ts'
import { type FieldProblem, sendFieldProblem } from '../../problem.ts'
import { queryReader } from '../../query.ts'
import { answerForm, typeOf } from './answer-form.ts'
import { cursorOf, placeOf } from './cursor.ts'
import { dateRange, type DateRange, type RangeQuery } from './range.ts'
import { type Series, series } from './series.ts'

/** What is asked for rows of history. */
export interface SeriesParts {
  /** The database; without one every request is answered with 503. */
  readonly page: ((request: PageRequest) => Promise<Page>) | undefined
  /** The trading date of the feed. */
  readonly today: () => IsoDate
}

const FIRST = { after: null, skip: 0 }

/**
 * `GET` of each series: an array of rows as JSON, or Arrow for who accepts it. Where there are more rows than `limit`, the header `Link`
 * has the address of the next page (`rel="next"`), which begins where this one ends whatever is written in between.
 */
export function seriesRoutes(parts: SeriesParts, onError: (error: unknown) => void): Router {
  const router = Router()
  for (const one of series)
    router.get(one.path.replaceAll(/\{(\w+)\}/g, ':$1'), answerWith(one, parts, onError))
  return router
}

function answerWith(one: Series, parts: SeriesParts, onError: (error: unknown) => void): RequestHandler {
  const sql = readFileSync(join(sqlFolder('queries'), `${one.sql}.sql`), 'utf8')
  const read = queryReader(one.query)
  return async (request, response) => {
    const asked = readRequest(request, response, { one, read, today: parts.today() })
    if (!asked) return
    const { page } = parts
    const answer = await fromStore(response, page && (() => page({ ...asked.page, sql })), onError)
    if (answer) send({ request, response, answer, asked })
  }
}

interface Asked {
  readonly page: Omit<PageRequest, 'sql'>
  readonly range: DateRange
}

/** Whose rows, by the first name in the path; in capitals. */
function nameOf({ params }: Request): { readonly field: string; readonly name: string } | undefined {
  const [entry] = Object.entries(params)
  return entry && { field: entry[0], name: String(entry[1]).toUpperCase() }
}

/** What is asked for; undefined where it is refused, and answered so. */
function readRequest(
  request: Request,
  response: Response,
  { one, read, today }: Pick<Question, 'one' | 'today'> & { readonly read: ReadQuery },
): Asked | undefined {
  const form = answerForm(request, response)
  if (!form) return undefined
  const parsed = read(request.query)
  if (!parsed.success) {
    sendMisfit(response, request.query, parsed.error)
    return undefined
  }
  const asked = pageOf(request, { one, today, query: parsed.data })
  if ('page' in asked) return { ...asked, page: { ...asked.page, form } }
  const value: unknown = request.query[asked.field] ?? request.params[asked.field]
  sendFieldProblem(response, { ...asked, value })
  return undefined
}

type ReadQuery = ReturnType<typeof queryReader<Series['query']['shape']>>

type Misfit = Pick<FieldProblem, 'field' | 'allowed'>

interface Question {
  readonly one: Series
  readonly today: IsoDate
  readonly query: RangeQuery
}

/** The page that a query means, or the field that does not fit. */
function pageOf(
  request: Request,
  { one, today, query }: Question,
): { readonly range: DateRange; readonly page: Omit<PageRequest, 'sql' | 'form'> } | Misfit {
  const given = nameOf(request)
  if (given && !/^[A-Z0-9]{1,20}$/.test(given.name))
    return { field: given.field, allowed: 'letters and digits, at most 20' }
  const range = dateRange(query, today, one.usualDays)
  if ('field' in range) return range
  const { cursor, limit, order } = query
  const place = cursor === undefined ? FIRST : placeOf(cursor, one.key)
  if (!place) return { field: 'cursor', allowed: 'a cursor of the link to the next page' }
  const own = one.params(given?.name ?? '', query, range)
  const params = { ...range, ...own, after: place.after, descending: order === 'desc' }
  return { range, page: { params, limit, skip: place.skip, key: one.key } }
}

interface Sending {
  readonly request: Request
  readonly response: Response
  readonly answer: Page
  readonly asked: Asked
}

function send({ request, response, answer, asked }: Sending): void {
  if (answer.next) response.set('Link', `<${addressOf(request, asked.range, answer.next)}>; rel="next"`)
  response.type(typeOf(asked.page.form)).send(Buffer.from(answer.body))
}

/** The same question from another place on. Its dates are told: today may be another day by then. */
function addressOf({ originalUrl }: Request, { from, until }: DateRange, next: PagePlace): string {
  const { pathname, searchParams } = new URL(originalUrl, 'http://localhost')
  // A token is for who has it to say, not for a link.
  for (const name of ['days', 'token']) searchParams.delete(name)
  searchParams.set('start', from)
  searchParams.set('end', until)
  searchParams.set('cursor', cursorOf(next))
  return `${pathname}?${searchParams.toString()}`
}
