import { setTimeout as sleep } from 'node:timers/promises'
import { isJsonObject } from '../../json-object.ts'
import { SessionError } from '../../session/session-error.ts'
import { type Answer, ask, isGood, isPassing, isRefused, quoted } from './answer.ts'
import type { Access } from './access.ts'

/** Asks one thing of the data part of REST; the content of the answer, `undefined` when there is nothing. */
type RestGet = (endpoint: string, query: Query) => Promise<unknown>

/** The parameters of a request. */
type Query = Readonly<Record<string, string>>

/** A client of the market data that is asked for. */
export interface Rest {
  /** The rows of a list that comes whole. */
  list(endpoint: string, query: Query): Promise<readonly unknown[]>
  /** The rows of all pages. */
  rows(endpoint: string, query: Query): Promise<readonly unknown[]>
}

/** A request that got no answer, or was told to wait, goes out at most so many times more, and waits no longer than this, ms. */
const RETRIES = 3
const LONGEST = 30_000

/** Rows that are asked for in a page, and the most pages of a list. */
const PAGE_SIZE = 1000
const MOST_PAGES = 100

/** With no request left for now, ms. */
const EXHAUSTED = 1000

/**
 * A client of `/api/v3/data`. Only these requests, which change nothing, are sent again: after no answer, a server in trouble, or too
 * many requests, as long as the server says or 1 s that doubles. A refused access token is renewed once. Fails with a `SessionError`.
 */
export function rest(access: Access, signal?: AbortSignal): Rest {
  const asked = async (endpoint: string, query: Query): Promise<Answer> => {
    let isRenewed = false
    for (let tries = 0; ;) {
      const { token, answer, error } = await once({ endpoint, query }, access, signal)
      if (answer && isRefused(answer) && !isRenewed) {
        isRenewed = true
        access.tokens.refuse(token)
        continue
      }
      const wait = answer ? waitAfter(answer, tries) : waitAfterNone(tries)
      if (wait === undefined) return answer ?? failed(error)
      tries += 1
      await sleep(wait, undefined, { signal })
    }
  }
  const get: RestGet = async (endpoint, query) => contentOf(endpoint, await asked(endpoint, query), access)
  return {
    list: async (endpoint, query) => pageIn(await get(endpoint, query)).data,
    rows: (endpoint, query) => allRows(get, endpoint, query),
  }
}

function failed(error: unknown): never {
  throw error
}

interface Asked {
  readonly endpoint: string
  readonly query: Query
}

/** One request, when its turn has come. A request that was aborted fails; one that got no answer gives the error. */
async function once({ endpoint, query }: Asked, { baseUrl, tokens, bucket }: Access, signal?: AbortSignal) {
  await bucket.take(signal)
  const token = await tokens.get()
  try {
    const answer = await ask({
      what: endpoint,
      url: `${baseUrl}/api/v3/data/${endpoint}?${queryText(query)}`,
      token,
      ...(signal ? { signal } : {}),
    })
    if (answer.headers.get('x-ratelimit-remaining')?.trim() === '0') bucket.rest(EXHAUSTED)
    if (answer.code === 429) bucket.rest(answer.retryAfter ?? EXHAUSTED)
    return { token, answer, error: undefined }
  } catch (error) {
    signal?.throwIfAborted()
    return { token, answer: undefined, error }
  }
}

/** Slashes stay as they are, a blank is `%20`: the form that SSI's own clients send. */
const queryText = (query: Query): string =>
  Object.entries(query)
    .map(([key, value]) => `${key}=${encodeURIComponent(value).replaceAll('%2F', '/')}`)
    .join('&')

const backoff = (tries: number): number => 1000 * 2 ** tries

const waitAfterNone = (tries: number): number | undefined => (tries < RETRIES ? backoff(tries) : undefined)

/** How long to wait before the same is asked again; `undefined` when it is not. */
function waitAfter(answer: Answer, tries: number): number | undefined {
  if (!isPassing(answer) || tries >= RETRIES) return undefined
  const wait = answer.retryAfter ?? backoff(tries)
  return wait <= LONGEST ? wait : undefined
}

function contentOf(endpoint: string, answer: Answer, { tokens }: Access): unknown {
  const { code, message, content, retryAfter } = answer
  if (isGood(answer)) return code === 204 ? undefined : content
  throw new SessionError(`${endpoint} failed (${code})${quoted(tokens.hide(message))}`, { retryAfter })
}

/** Pages begin at 1; the last one is empty or short. */
async function allRows(get: RestGet, endpoint: string, query: Query): Promise<readonly unknown[]> {
  const rows: unknown[] = []
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const content = await get(endpoint, { ...query, pageIndex: String(page), pageSize: String(PAGE_SIZE) })
    const { data, size, total } = pageIn(content)
    rows.push(...data)
    if (data.length < size || rows.length >= total) break
  }
  return rows
}

/** Rows come bare, and whole then, or in `data`. */
function pageIn(content: unknown) {
  const { data, pageSize, itemsCount } = isJsonObject(content) ? content : { data: content }
  const list: readonly unknown[] = Array.isArray(data) ? data : []
  // A server that gives smaller pages than it was asked for says so.
  const size = Math.min(PAGE_SIZE, positive(pageSize) ?? PAGE_SIZE)
  const isWhole = list.length === 0 || Array.isArray(content)
  return { data: list, size: isWhole ? Infinity : size, total: positive(itemsCount) ?? Infinity }
}

function positive(raw: unknown): number | undefined {
  const number = Number(raw)
  return Number.isInteger(number) && number > 0 ? number : undefined
}
