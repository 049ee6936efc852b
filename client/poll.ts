import { catchError, exhaustMap, map, type Observable, of, timeout, timer } from 'rxjs'

/** The answer to one poll, or that there was none. */
export type Poll<T> = { readonly answered: true; readonly value: T } | { readonly answered: false }

/** An answer that takes longer is none, ms. */
const PATIENCE = 10_000

/**
 * Reads `read$` at once and then each `interval` ms, one reading at a time: an answer never overtakes a later one.
 * A reading that errors or takes longer than ten seconds is told as unanswered; the polls go on.
 */
export function poll<T>(interval: number, read$: Observable<T>): Observable<Poll<T>> {
  return timer(0, interval).pipe(
    exhaustMap(() =>
      read$.pipe(
        timeout(PATIENCE),
        map((value): Poll<T> => ({ answered: true, value })),
        catchError(() => of<Poll<T>>({ answered: false })),
      ),
    ),
  )
}
