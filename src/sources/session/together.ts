import { Observable, type OperatorFunction } from 'rxjs'
import { onArrival } from '../../domain/turn.ts'

/**
 * What comes in one turn of the event loop, as what one read from the line holds does, is handed on together. What waits goes out before an
 * end or an error.
 */
export function together<T>(): OperatorFunction<T, readonly T[]> {
  return (source$) =>
    new Observable((subscriber) => {
      let waiting: T[] = []
      const flush = () => {
        if (waiting.length === 0) return
        const all = waiting
        waiting = []
        subscriber.next(all)
      }
      return source$.subscribe({
        next(value) {
          if (waiting.push(value) === 1) onArrival(flush)
        },
        error(error: unknown) {
          flush()
          subscriber.error(error)
        },
        complete() {
          flush()
          subscriber.complete()
        },
      })
    })
}
