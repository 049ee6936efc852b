import { catchError, concat, defer, EMPTY, from, map, merge, type Observable, of, take } from 'rxjs'
import { reconnect } from '../../../../operators/reconnect.ts'
import type { RawFrame } from '../../../domain/frame.ts'
import { ictDate, type Instant } from '../../../domain/time.ts'
import { vn30Members } from '../../../market/vn30-members.ts'
import { eachMorning } from '../../session/each-morning.ts'
import { isTerminal, reasonOf, SessionError } from '../../session/session-error.ts'
import { decodeSsiRest } from '../decode-rest.ts'
import { restFrame } from './rest-frame.ts'
import type { RestList } from './rest-list.ts'
import { SsiError } from './ssi-error.ts'

/** What the lists are made of. */
export interface ListsParts {
  readonly rest: RestList
  readonly now: () => Instant
  readonly random: () => number
  readonly onWarning: (message: string) => void
}

/** One list: what is asked for, and what stands in while it cannot be had. */
interface List {
  readonly endpoint: 'Securities' | 'IndexComponents'
  readonly query?: Readonly<Record<string, string>>
  readonly instead: (now: Instant) => RawFrame | undefined
}

/** The members of the VN30 as this program knows them, told as SSI would; `origin` says who did. */
const bundledMembers = (now: Instant): RawFrame =>
  restFrame(now, {
    endpoint: 'IndexComponents',
    origin: 'bundled',
    body: {
      data: [
        {
          IndexCode: 'VN30',
          IndexComponent: vn30Members(ictDate(now)).map((symbol) => ({ Isin: symbol, StockSymbol: symbol })),
        },
      ],
    },
  })

const SECURITIES: List = { endpoint: 'Securities', instead: () => undefined }
const MEMBERS: List = {
  endpoint: 'IndexComponents',
  query: { indexCode: 'VN30' },
  instead: bundledMembers,
}

/** The two halves of the lists. */
export interface Lists {
  /** What messages are read by: one frame, or none where it cannot be had. Completes; errs only when no try can ever succeed. */
  readonly securities$: Observable<readonly RawFrame[]>
  /**
   * What they can do without for a while: the members, the bundled ones where they cannot be had. Then asks again, ever more rarely, for
   * each list that is missing, and for both each morning: what a list of the day before does not name would be refused. Subscribe after
   * `securities$` has completed. Never completes.
   */
  readonly others$: Observable<readonly RawFrame[]>
}

/** The securities that SSI knows, and the members of the VN30. That one cannot be had is a warning, never the end. */
export function lists(parts: ListsParts): Lists {
  const missing = new Set<List>()
  const missing$ = defer(() => merge(...[...missing].map((list) => laterTries(list, parts))))
  const daily$ = eachMorning(
    parts.now,
    concat(...[SECURITIES, MEMBERS].map((list) => laterTries(list, parts))),
  )
  return {
    securities$: firstTry(SECURITIES, parts, missing).pipe(map((frame) => [frame])),
    others$: concat(firstTry(MEMBERS, parts, missing), merge(missing$, daily$)).pipe(map((frame) => [frame])),
  }
}

function firstTry(list: List, parts: ListsParts, missing: Set<List>): Observable<RawFrame> {
  return ask(list, parts).pipe(
    catchError((error: unknown) => {
      if (isTerminal(error)) throw error
      missing.add(list)
      parts.onWarning(`${list.endpoint} is missing: ${reasonOf(error)}`)
      const instead = list.instead(parts.now())
      return instead ? of(instead) : EMPTY
    }),
  )
}

function laterTries(list: List, parts: ListsParts): Observable<RawFrame> {
  return ask(list, parts).pipe(reconnect({ random: parts.random, isTerminal, retryAfter }), take(1))
}

const retryAfter = (error: unknown): number | undefined =>
  error instanceof SessionError ? error.retryAfter : undefined

/** Fails also for an answer that nothing can be read from. */
function ask({ endpoint, query }: List, { rest, now }: ListsParts): Observable<RawFrame> {
  return defer(() => from(rest(endpoint, query))).pipe(
    map((body) => {
      const frame = restFrame(now(), { endpoint, ...query, body })
      const [event] = decodeSsiRest({ ...frame, seq: 0 })
      if (event?.kind === 'rejected') throw new SsiError(event.reason)
      return frame
    }),
  )
}
