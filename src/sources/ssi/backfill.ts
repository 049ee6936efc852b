import {
  catchError,
  concat,
  concatMap,
  defer,
  EMPTY,
  filter,
  from,
  map,
  NEVER,
  type Observable,
  repeat,
  take,
  tap,
} from 'rxjs'
import type { MissedMinutes } from '../../../operators/missed-minutes.ts'
import { reconnect } from '../../../operators/reconnect.ts'
import type { RawFrame } from '../../domain/frame.ts'
import { ictDate, type Instant } from '../../domain/time.ts'
import { fieldReader, type JsonObject } from '../json-object.ts'
import { isTerminal, reasonOf, SessionError } from '../session/session-error.ts'
import type { Source } from '../source.ts'
import { restFrame } from './connect/rest-frame.ts'
import type { RestList } from './connect/rest-list.ts'

/** What a backfill is made of. */
export interface BackfillParts {
  /** Asks for one page at a time, at the pace that is allowed. */
  readonly rest: RestList
  /** Of which securities minutes are missing, the one to be asked for first in front. Gives the newest state when subscribed to. */
  readonly missed$: Observable<readonly MissedMinutes[]>
  readonly now: () => Instant
  readonly random: () => number
  readonly onWarning: (message: string) => void
}

/** How often one security's minutes are asked for in vain. */
const MOST_TRIES = 3
/** Longest range of dates that SSI answers. */
const LONGEST = 30 * 86_400_000

/**
 * Asks for the minutes of securities of which trades are missing, one security at a time, and gives each answer as a frame of the
 * log (`ssi-rest`, `IntradayOhlc`): what bars make of it is the same when the log is replayed.
 *
 * - What is missed is asked for once. A want that leaves the list before its turn is not asked for.
 * - A request that fails is a warning, followed by a wait that doubles from 1 s to 60 s, or as long as SSI asks for; three of one
 *   security, and it is left as it is. An answer without a row gives nothing.
 * - Never errs. Refused credentials end it: the stream will say so.
 */
export function backfill({ missed$, random, onWarning, ...parts }: BackfillParts): Source {
  return defer(() => {
    const turns = turnsOf()
    const turn$ = concat(missed$, NEVER).pipe(
      map(turns.next),
      filter((missed) => missed !== undefined),
      take(1),
      concatMap((missed) => ask(missed, parts).pipe(tap({ complete: () => turns.end(missed) }))),
      filter((frames) => frames.length > 0),
    )
    const warn = (error: unknown): undefined => {
      onWarning(`Minutes of a gap are missing: ${reasonOf(error)}`)
    }
    return turn$.pipe(
      repeat(),
      reconnect<readonly RawFrame[]>({ random, isTerminal, retryAfter, onLost: warn }),
      catchError((error: unknown) => {
        warn(error)
        return EMPTY
      }),
    )
  })
}

const retryAfter = (error: unknown): number | undefined =>
  error instanceof SessionError ? error.retryAfter : undefined

/** Whose turn it is. */
function turnsOf() {
  let tries = new Map<string, number>()
  const keyOf = ({ symbol, to }: MissedMinutes) => `${symbol} ${to}`
  const triesOf = (missed: MissedMinutes) => tries.get(keyOf(missed)) ?? 0
  return {
    /** The first that was not asked for in vain too often, or answered. What is no longer missed is forgotten. */
    next: (missed: readonly MissedMinutes[]): MissedMinutes | undefined => {
      tries = new Map(missed.map((one) => [keyOf(one), triesOf(one)]))
      const turn = missed.find((one) => triesOf(one) < MOST_TRIES)
      if (turn) tries.set(keyOf(turn), triesOf(turn) + 1)
      return turn
    },
    end: (missed: MissedMinutes): void => {
      tries.set(keyOf(missed), Infinity)
    },
  }
}

function ask(
  { symbol, from: since, to }: MissedMinutes,
  { rest, now }: Pick<BackfillParts, 'rest' | 'now'>,
): Observable<readonly RawFrame[]> {
  const query = {
    symbol,
    fromDate: wireDate(Math.max(since, to - LONGEST)),
    toDate: wireDate(to),
    resolution: '1',
    ascending: 'true',
  }
  return defer(() => from(rest('IntradayOhlc', query))).pipe(
    map((body) => (hasRows(body) ? [restFrame(now(), { endpoint: 'IntradayOhlc', ...query, body })] : [])),
  )
}

const hasRows = (body: JsonObject): boolean => {
  const data = fieldReader(body)('data')
  return Array.isArray(data) && data.length > 0
}

/** `20/11/2026` */
const wireDate = (instant: Instant): string => ictDate(instant).split('-').reverse().join('/')
