import { catchError, defer, EMPTY, map, merge, type Observable, take, throwError } from 'rxjs'
import { reconnect } from '../../../../operators/reconnect.ts'
import type { RawFrame } from '../../../domain/frame.ts'
import type { Instant } from '../../../domain/time.ts'
import { isJsonObject } from '../../json-object.ts'
import { abortable } from '../../session/abortable.ts'
import { eachMorning } from '../../session/each-morning.ts'
import { isTerminal, reasonOf, SessionError } from '../../session/session-error.ts'
import { decodeDnseRest } from '../decode-rest.ts'
import type { Rest } from './rest.ts'

/** What REST frames are made of. */
export interface ListParts {
  readonly rest: Rest
  readonly now: () => Instant
  readonly random: () => number
  readonly onWarning: (message: string) => void
}

/** Rows that are asked for at a time; DNSE may give fewer. */
const PAGE_SIZE = 1000
const MOST_PAGES = 100

/** A frame of the log: the answer as it came, its pages joined. Fails for an answer that nothing can be read from. */
export function restFrame(receivedTime: Instant, content: Readonly<Record<string, unknown>>): RawFrame {
  const frame = { receivedTime, source: 'dnse-rest', text: JSON.stringify(content) }
  const [event] = decodeDnseRest({ ...frame, seq: 0 })
  if (event?.kind === 'rejected') throw new SessionError(event.reason)
  return frame
}

/** The list of securities in two halves. */
export interface InstrumentList {
  /** One frame, or none where the list cannot be had now. Completes. */
  readonly first$: Observable<RawFrame>
  /**
   * Asks again, ever more rarely, for what `first$` could not get, after the wait that its failure asks for; and each morning. Subscribe after
   * `first$`. Never completes.
   */
  readonly later$: Observable<RawFrame>
}

/** The securities that DNSE knows, and the members of its indices. That they cannot be had is a warning, never the end. */
export function instrumentList({ rest, now, random, onWarning }: ListParts): InstrumentList {
  let failure$: Observable<never> | undefined
  const ask$ = abortable((signal) => allRows(rest, signal)).pipe(
    map((body) => restFrame(now(), { endpoint: 'instruments', body })),
  )
  const first$ = ask$.pipe(
    catchError((error: unknown) => {
      failure$ = throwError(() => error)
      onWarning(`The list of instruments is missing: ${reasonOf(error)}`)
      return EMPTY
    }),
  )
  const retryAfter = (error: unknown) => (error instanceof SessionError ? error.retryAfter : undefined)
  const again$ = defer(() => {
    const next$ = failure$ ?? ask$
    failure$ = undefined
    return next$
  })
  const untilThere$ = again$.pipe(reconnect({ random, isTerminal, retryAfter }), take(1))
  const missing$ = defer(() => (failure$ ? untilThere$ : EMPTY))
  return { first$, later$: merge(missing$, eachMorning(now, untilThere$)) }
}

/** All pages as one: the last one's fields, with the rows of every page in `data`. */
async function allRows(rest: Rest, signal: AbortSignal): Promise<unknown> {
  const rows: unknown[] = []
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const query = { limit: String(PAGE_SIZE), page: String(page) }
    const body = await rest({ path: '/instruments', query, signal })
    const data = isJsonObject(body) ? body['data'] : undefined
    if (!isJsonObject(body) || !Array.isArray(data))
      throw new SessionError('instruments were answered without rows.')
    rows.push(...(data as readonly unknown[]))
    const total = typeof body['total'] === 'number' ? body['total'] : Infinity
    if (data.length === 0 || rows.length >= total) return { ...body, data: rows }
  }
  throw new SessionError(`instruments have more than ${MOST_PAGES} pages.`)
}
