import {
  catchError,
  concat,
  concatWith,
  connect,
  defer,
  delay,
  EMPTY,
  ignoreElements,
  merge,
  type MonoTypeOperatorFunction,
  NEVER,
  type Observable,
  of,
  repeat,
  switchMap,
  take,
  takeUntil,
  tap,
  throwError,
  timer,
} from 'rxjs'

/** How a lost source is taken up again. */
export interface ReconnectOptions<T> {
  /** Upper bound of the first wait, ms; it doubles with each loss. */
  readonly base?: number
  /** Upper bound of any wait, ms. */
  readonly cap?: number
  /** A source that lasts this long after its first value, ms, is stable: the next wait is a first one. */
  readonly stableAfter?: number
  /** Evenly spread in [0, 1): the share of the bound that is waited (full jitter). */
  readonly random: () => number
  /** Says of an end whether it is final. */
  readonly isTerminal?: (error: unknown) => boolean
  /** Says of an end whether it was meant: then the source is subscribed to again at once, and it counts as no loss. */
  readonly isPlanned?: (error: unknown) => boolean
  /** The least wait that an end asks for, ms; `undefined` for none. The random wait comes on top of it. */
  readonly retryAfter?: (error: unknown) => number | undefined
  /** Ends the random wait whenever it emits: there is reason to think that the source can be had again. */
  readonly sooner$?: Observable<unknown>
  /** Makes the value that tells those below, in its place in the stream, that the source was lost. */
  readonly onLost?: (error: unknown, delayMs: number) => T | undefined
}

/**
 * Subscribes again to a source that ended, after a wait that doubles with each loss and is spread at random.
 *
 * - Any end is a loss: a source that completes is lost like one that errs, with an `Error` that says so.
 * - A loss that `isTerminal` calls final is passed on as an error; nothing else ends the stream.
 * - An end that `isPlanned` calls meant is followed by no wait.
 * - A wait ends at once when `sooner$` emits, but for what `retryAfter` asks for; that `sooner$` completes or errs ends nothing.
 * - `onLost` may emit a value at the moment of the loss, before the wait.
 */
export function reconnect<T>(options: ReconnectOptions<T>): MonoTypeOperatorFunction<T> {
  const { base = 1000, cap = 60_000, stableAfter = 30_000, random, isTerminal, isPlanned, onLost } = options
  const sooner$ = (options.sooner$ ?? NEVER).pipe(catchError(() => NEVER))
  return (source$) =>
    defer(() => {
      let losses = 0

      const waitAfter = (error: unknown) => {
        if (isPlanned?.(error)) return { least: 0, wait: 0 }
        const wait = random() * Math.min(cap, base * 2 ** losses)
        losses += 1
        return { least: options.retryAfter?.(error) ?? 0, wait }
      }
      const onEnd = (error: unknown): Observable<T> => {
        if (isTerminal?.(error)) return throwError(() => error)
        const { least, wait } = waitAfter(error)
        const told = onLost?.(error, least + wait)
        const waited$ = timer(least + wait).pipe(takeUntil(timer(least).pipe(switchMap(() => sooner$))))
        return concat(told === undefined ? EMPTY : of(told), waited$.pipe(ignoreElements()))
      }
      const forgive = tap(() => {
        losses = 0
      })

      return source$.pipe(
        concatWith(throwError(() => new Error('The source ended.'))),
        connect((values$) =>
          merge(values$, values$.pipe(take(1), delay(stableAfter), forgive, ignoreElements())),
        ),
        catchError(onEnd),
        repeat(),
      )
    })
}
