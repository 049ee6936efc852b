import { Observable, type OperatorFunction } from 'rxjs'

/** What an operator does with one stream: its state lives in the closure that made it. */
export interface Stateful<I> {
  /** Takes a value in; emits what it causes. A throw becomes the error of the stream. */
  readonly next: (value: I) => void
  /** Emits what is left when the source completes. */
  readonly complete?: () => void
}

/**
 * An operator from plain code: `begin` makes the state anew for each subscription, and a value may emit none, one or many.
 * Costs one call a value more than the code itself. Errors pass at once, and what the state held is lost.
 */
export function stateful<I, O>(begin: (emit: (output: O) => void) => Stateful<I>): OperatorFunction<I, O> {
  return (source$) =>
    new Observable((subscriber) => {
      const { next, complete } = begin((output) => {
        subscriber.next(output)
      })
      const error = (reason: unknown): void => {
        subscriber.error(reason)
      }
      return source$.subscribe({
        next(value) {
          try {
            next(value)
          } catch (reason) {
            error(reason)
          }
        },
        error,
        complete() {
          complete?.()
          subscriber.complete()
        },
      })
    })
}
