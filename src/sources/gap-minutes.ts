import {
  catchError,
  concat,
  concatMap,
  defer,
  EMPTY,
  filter,
  map,
  NEVER,
  type Observable,
  repeat,
  take,
  tap,
} from 'rxjs'
import type { MissedMinutes } from '../../operators/missed-minutes.ts'
import { reconnect } from '../../operators/reconnect.ts'
import type { RawFrame } from '../domain/frame.ts'
import { isTerminal, reasonOf, SessionError } from './session/session-error.ts'
import type { Source } from './source.ts'

/** What minutes are asked for, and how. */
export interface GapMinutesParts {
  /** Asks the venue for the minutes of one security, at the pace that is allowed; gives the answer as frames of the log, none when it is empty. */
  readonly load: (missed: MissedMinutes) => Observable<readonly RawFrame[]>
  /** Of which securities minutes are missing, the one to be asked for first in front. Gives the newest state when subscribed to. */
  readonly missed$: Observable<readonly MissedMinutes[]>
  /** Evenly spread in [0, 1). */
  readonly random: () => number
  readonly onWarning: (message: string) => void
}

/** How often one security's minutes are asked for in vain. */
const MOST_TRIES = 3

/**
 * Asks for the minutes of securities of which trades are missing, one security at a time, and gives each answer as a frame of the
 * log: what bars make of it is the same when the log is replayed.
 *
 * - What is missed is asked for once. A want that leaves the list before its turn is not asked for.
 * - A request that fails is a warning, followed by a wait that doubles from 1 s to 60 s, or as long as the venue asks for; three of one
 *   security, and it is left as it is. An answer without a row gives nothing.
 * - Never errs. Refused credentials end it: the stream will say so.
 */
export function gapMinutes({ load, missed$, random, onWarning }: GapMinutesParts): Source {
  return defer(() => {
    const turns = turnsOf()
    const turn$ = concat(missed$, NEVER).pipe(
      map(turns.next),
      filter((missed) => missed !== undefined),
      take(1),
      concatMap((missed) => load(missed).pipe(tap({ complete: () => turns.end(missed) }))),
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
