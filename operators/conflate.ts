import { type MonoTypeOperatorFunction, Observable, type Subscription, timer } from 'rxjs'

/**
 * Lets the latest value through, at most one each `ms`: the first at once, then the newest of each window at its end.
 *
 * - A value that waits when the source completes is emitted at once, then the completion.
 * - An error passes at once; the value that waits is lost.
 * - A quiet source costs nothing: no timer runs after a window in which nothing came.
 *
 * @param ms - least time between two values; 0 is the next turn of the event loop
 */
export function conflate<T>(ms: number): MonoTypeOperatorFunction<T> {
  if (!(ms >= 0)) throw new RangeError(`A window is 0 ms or longer, not ${ms}.`)
  return (values$) =>
    new Observable((subscriber) => {
      let waiting: { readonly value: T } | undefined
      let window: Subscription | undefined

      const error = (reason: unknown): void => {
        subscriber.error(reason)
      }
      const close = (): void => {
        window = undefined
        if (waiting) emit(waiting.value)
      }
      const emit = (value: T): void => {
        waiting = undefined
        // Opened first: a value that the receiver itself causes belongs to the window.
        window = timer(ms).subscribe({ next: close, error })
        subscriber.add(window)
        subscriber.next(value)
      }

      subscriber.add(
        values$.subscribe({
          next(value) {
            if (window) waiting = { value }
            else emit(value)
          },
          error,
          complete() {
            if (waiting) subscriber.next(waiting.value)
            subscriber.complete()
          },
        }),
      )
    })
}
