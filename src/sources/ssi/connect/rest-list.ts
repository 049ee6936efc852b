import { setTimeout as sleep } from 'node:timers/promises'
import { fieldReader, isJsonObject, type JsonObject } from '../../json-object.ts'
import type { AccessTokens } from './access-token.ts'
import { type HttpAnswer, isRefused, request } from '../../session/request.ts'
import { SessionError } from '../../session/session-error.ts'
import { SsiError } from './ssi-error.ts'

/** How REST lists are asked for. */
export interface RestOptions {
  readonly baseUrl: string
  readonly tokens: AccessTokens
  readonly signal: AbortSignal
  /** Time from one request to the next, ms. */
  readonly interval: number
}

/** Asks for all rows of a list: the envelope of the last page, with the rows of every page in `data`. */
export type RestList = (endpoint: string, query?: Readonly<Record<string, string>>) => Promise<JsonObject>

/** A page size that every document of SSI's allows; ten such pages are the most that a query gives. */
const PAGE_SIZE = 1000
const MOST_PAGES = 10

/**
 * A client of the REST lists. Fails with an `SsiError` on an error of SSI's, and where the most pages hold less than all rows; a refused token is
 * renewed once. Where an answer asks to be left alone for a while, all that is asked meanwhile fails at once.
 */
export function restList(options: RestOptions): RestList {
  const pace = paced(options)
  const hush = hushed()
  return async (endpoint, query = {}) => {
    const rows: unknown[] = []
    for (let pageIndex = 1; pageIndex <= MOST_PAGES; pageIndex += 1) {
      const page = { ...query, pageIndex: String(pageIndex), pageSize: String(PAGE_SIZE) }
      await pace()
      const envelope = await hush(() => pageOf(options, endpoint, page))
      const { data, total } = contentOf(envelope, endpoint, options.tokens)
      rows.push(...data)
      if (isLast(data, rows.length, total)) return { ...envelope, data: rows }
    }
    throw new SsiError(`${endpoint} has more rows than ${MOST_PAGES} pages gave: ${rows.length}.`)
  }
}

/**
 * Whether nothing follows a page. A server that gives smaller pages than it was asked for says by its total that there is more; of rows that hold
 * lists, as an index holds its members, nobody knows what that total counts.
 */
function isLast(data: readonly unknown[], held: number, total: number | undefined): boolean {
  if (total === undefined || data.some(holdsList)) return data.length < PAGE_SIZE
  return data.length === 0 || held >= total
}

const holdsList = (row: unknown): boolean => isJsonObject(row) && Object.values(row).some(Array.isArray)

/** Waits until the next request may go out. */
function paced({ interval, signal }: RestOptions): () => Promise<void> {
  let turn = Promise.resolve()
  return () => {
    const mine = turn
    turn = mine.then(() => sleep(interval, undefined, { signal })).catch(() => undefined)
    return mine
  }
}

/** Lets nothing out while the far side wants to be left alone: who asks then is told why, and for how long yet. */
function hushed() {
  let reason = ''
  /** By a clock that nobody sets. */
  let until = -Infinity
  return async <T>(ask: () => Promise<T>): Promise<T> => {
    const left = until - performance.now()
    if (left > 0) throw new SsiError(reason, { retryAfter: left })
    try {
      return await ask()
    } catch (error) {
      if (error instanceof SessionError && error.retryAfter !== undefined) {
        reason = error.message
        until = performance.now() + error.retryAfter
      }
      throw error
    }
  }
}

async function pageOf(
  { baseUrl, tokens, signal }: RestOptions,
  endpoint: string,
  query: Readonly<Record<string, string>>,
): Promise<JsonObject> {
  const url = `${baseUrl.replace(/\/+$/, '')}/api/v2/Market/${endpoint}?${new URLSearchParams(query).toString()}`
  const ask = async (): Promise<HttpAnswer> => {
    const token = await tokens.get()
    const answer = await request({ what: endpoint, url, token, signal })
    if (isRefused(answer)) tokens.refuse(token)
    return answer
  }
  const first = await ask()
  const answer = isRefused(first) ? await ask() : first
  if (answer.status < 400 && !isRefused(answer) && answer.body) return answer.body
  throw new SsiError(`${endpoint} failed with status ${statusOf(answer)}.`, { retryAfter: answer.retryAfter })
}

const statusOf = ({ status, body }: HttpAnswer): number =>
  typeof body?.['status'] === 'number' ? body['status'] : status

function contentOf(envelope: JsonObject, endpoint: string, tokens: AccessTokens) {
  const field = fieldReader(envelope)
  const data = field('data') ?? field('dataList')
  if (!Array.isArray(data)) throw new SsiError(`${endpoint} failed: ${tokens.hide(textIn(field('message')))}`)
  const rows: readonly unknown[] = data
  const total = field('totalRecord')
  return { data: rows, total: typeof total === 'number' ? total : undefined }
}

const textIn = (message: unknown): string => (typeof message === 'string' ? message : 'no rows')
