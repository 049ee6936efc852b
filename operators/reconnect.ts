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
  /** Ends the random wait when it emits: there is reason to think that the source can be had again. */
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
 * - A wait ends at once when `sooner$` emits, but for what `retryAfter` asks for; that `sooner$` completes or errs ends nothing. After a wait that
 *   ended so, `sooner$` is heard `base` into the next one, then twice as late each time: of sources that throw each other out, each would else be
 *   the other's reason to try again at once, without end. A stable source is heard at once again.
 * - `onLost` may emit a value at the moment of the loss, before the wait.
 */
export function reconnect<T>(options: ReconnectOptions<T>): MonoTypeOperatorFunction<T> {
  const { stableAfter = 30_000, isTerminal, isPlanned, onLost } = options
  return (source$) =>
    defer(() => {
      const waits = waitsOf(options)

      const waitAfter = (error: unknown) =>
        isPlanned?.(error)
          ? { least: 0, wait: 0 }
          : { least: options.retryAfter?.(error) ?? 0, wait: waits.next() }
      const onEnd = (error: unknown): Observable<T> => {
        if (isTerminal?.(error)) return throwError(() => error)
        const { least, wait } = waitAfter(error)
        const told = onLost?.(error, least + wait)
        const waited$ = timer(least + wait).pipe(takeUntil(waits.reason$(least)))
        return concat(told === undefined ? EMPTY : of(told), waited$.pipe(ignoreElements()))
      }

      return source$.pipe(
        concatWith(throwError(() => new Error('The source ended.'))),
        connect((values$) =>
          merge(
            values$,
            values$.pipe(
              take(1),
              delay(stableAfter),
              tap(() => waits.forgive()),
              ignoreElements(),
            ),
          ),
        ),
        catchError(onEnd),
        repeat(),
      )
    })
}

/** The waits of one subscription. */
function waitsOf<T>({ base = 1000, cap = 60_000, random, sooner$ = NEVER }: ReconnectOptions<T>) {
  const reasons$ = sooner$.pipe(catchError(() => NEVER))
  const bound = (doublings: number): number => Math.min(cap, base * 2 ** doublings)
  let losses = 0
  let cutShort = 0
  return {
    /** The next random wait, ms. */
    next(): number {
      const wait = random() * bound(losses)
      losses += 1
      return wait
    },
    /** Emits when a wait that has begun now is to end. */
    reason$(least: number): Observable<unknown> {
      return timer(least + (cutShort === 0 ? 0 : bound(cutShort - 1))).pipe(
        switchMap(() => reasons$),
        tap(() => {
          cutShort += 1
        }),
      )
    },
    forgive(): void {
      losses = 0
      cutShort = 0
    },
  }
}
