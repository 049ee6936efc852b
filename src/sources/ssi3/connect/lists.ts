import { catchError, concat, defer, EMPTY, map, merge, type Observable, of, take, tap } from 'rxjs'
import { reconnect } from '../../../../operators/reconnect.ts'
import type { FeedEvent } from '../../../domain/event.ts'
import type { RawFrame } from '../../../domain/frame.ts'
import type { Instant, IsoDate } from '../../../domain/time.ts'
import { abortable } from '../../session/abortable.ts'
import { eachMorning } from '../../session/each-morning.ts'
import { isTerminal, reasonOf, SessionError } from '../../session/session-error.ts'
import { decodeSsi3Rest } from '../decode-rest.ts'
import type { KnownCodes } from './known-codes.ts'
import { type List, LISTS } from './list.ts'
import type { Rest } from './rest.ts'

/** What the lists are made of. */
export interface ListsParts {
  readonly rest: (signal: AbortSignal) => Rest
  /** Learns the codes in the lists. */
  readonly codes: KnownCodes
  /** ms UTC. */
  readonly now: () => Instant
  /** The date at the exchange. */
  readonly today: () => IsoDate
  /** Evenly spread in [0, 1). */
  readonly random: () => number
  readonly onWarning: (message: string) => void
}

/** Longest wait from one try for a list to the next, ms: the server itself may keep an old one for an hour. */
const LONGEST = 5 * 60_000

/** The lists before the stream, and those after. */
export interface Lists {
  /** One frame a list, the bundled one where it cannot be had. Completes; errs only when no try can ever succeed. */
  readonly first$: Observable<readonly RawFrame[]>
  /**
   * Asks again, ever more rarely, for each list that `first$` could not get or that was not today's; and for all of them each
   * morning. Subscribe after `first$` has completed. Never completes.
   */
  readonly later$: Observable<readonly RawFrame[]>
}

/** The securities, the members of the VN30, and the limits of the day. That one cannot be had is a warning, never the end. */
export function lists(parts: ListsParts): Lists {
  const missing = new Set<List>()
  const missing$ = defer(() => merge(...[...missing].map((list) => laterTries(list, parts))))
  const daily$ = eachMorning(parts.now, concat(...LISTS.map((list) => laterTries(list, parts))))
  return {
    first$: concat(...LISTS.map((list) => firstTry(list, parts, missing))).pipe(map((frame) => [frame])),
    later$: merge(missing$, daily$),
  }
}

function firstTry(list: List, parts: ListsParts, missing: Set<List>): Observable<RawFrame> {
  return ask(list, parts).pipe(
    map(({ frame, isToday }) => {
      if (!isToday) missing.add(list)
      return frame
    }),
    catchError((error: unknown) => {
      if (isTerminal(error)) throw error
      missing.add(list)
      parts.onWarning(`${list.name} is missing: ${reasonOf(error)}`)
      const instead = list.instead?.(parts.today())
      return instead ? of(frameOf(instead, parts).frame) : EMPTY
    }),
  )
}

function laterTries(list: List, parts: ListsParts): Observable<readonly RawFrame[]> {
  return ask(list, parts).pipe(
    tap(({ isToday }) => {
      if (!isToday) throw new SessionError(`${list.name} of today is not there yet.`)
    }),
    map(({ frame }) => [frame]),
    reconnect({ random: parts.random, isTerminal, cap: LONGEST }),
    take(1),
  )
}

/** Fails also for an answer that nothing can be read from. */
function ask(list: List, parts: ListsParts): Observable<{ frame: RawFrame; isToday: boolean }> {
  return abortable((signal) => list.ask(parts.rest(signal), parts)).pipe(
    map((content) => {
      const { frame, events } = frameOf(content, parts)
      const [first] = events
      if (first?.kind === 'rejected') throw new SessionError(first.reason)
      return { frame, isToday: list.isToday(events, parts.today()) }
    }),
  )
}

/** A frame of the log: the rows as they came, of all boards and pages together. */
function frameOf(
  content: object,
  { now, codes }: ListsParts,
): { frame: RawFrame; events: readonly FeedEvent[] } {
  const frame = { receivedTime: now(), source: 'ssi3-rest', text: JSON.stringify(content) }
  const events = decodeSsi3Rest({ ...frame, seq: 0 })
  codes.learn(events)
  return { frame, events }
}
