import {
  catchError,
  concat,
  concatMap,
  defer,
  EMPTY,
  from,
  map,
  type Observable,
  switchMap,
  timer,
} from 'rxjs'
import type { RawFrame } from '../../../domain/frame.ts'
import { abortable } from '../../session/abortable.ts'
import { reasonOf } from '../../session/session-error.ts'
import { type ListParts, restFrame } from './lists.ts'

/** How often a definition is asked for, and how long until it is asked for again, ms. */
const ROUNDS = 3
const PAUSE = 60_000

/**
 * The limits of securities, one frame each: the stream tells them only about 08:00, so that whoever comes later must ask.
 * Those that fail are asked for again after a minute, twice; what is missing then is a warning. Completes.
 */
export function definitions(
  symbols: readonly string[],
  parts: ListParts,
  rounds = ROUNDS,
): Observable<RawFrame> {
  const missing: string[] = []
  let reason = ''
  const round$ = from(symbols).pipe(
    concatMap((symbol) =>
      definition(symbol, parts).pipe(
        catchError((error: unknown) => {
          missing.push(symbol)
          reason = reasonOf(error)
          return EMPTY
        }),
      ),
    ),
  )
  const rest$ = defer(() => {
    if (missing.length === 0) return EMPTY
    if (rounds > 1) return timer(PAUSE).pipe(switchMap(() => definitions(missing, parts, rounds - 1)))
    parts.onWarning(`The limits of ${missing.join(', ')} are missing: ${reason}`)
    return EMPTY
  })
  return concat(round$, rest$)
}

function definition(symbol: string, { rest, now }: ListParts): Observable<RawFrame> {
  return abortable((signal) =>
    rest({ path: `/price/${symbol}/secdef`, query: { boardId: 'G1' }, signal }),
  ).pipe(map((body) => restFrame(now(), { endpoint: 'secdef', symbol, body })))
}
