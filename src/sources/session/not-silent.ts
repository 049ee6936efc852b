import { interval, type MonoTypeOperatorFunction, Observable } from 'rxjs'
import { SessionError } from './session-error.ts'

/** How often it is looked whether anything came, in the longest time. */
const LOOKS = 4

/**
 * Errs with a `SessionError` when nothing came for the longest time, and up to a quarter more. One timer runs all the while:
 * `timeout` takes one back and sets another at each value, which is as much as all else that is done with a frame.
 *
 * @param longest - ms
 */
export function notSilent<T>(longest: number): MonoTypeOperatorFunction<T> {
  return (source$) =>
    new Observable((subscriber) => {
      let looks = 0
      const error = (reason: unknown) => subscriber.error(reason)
      const look = (): void => {
        looks += 1
        if (looks > LOOKS) error(new SessionError('The stream fell silent.'))
      }
      subscriber.add(interval(longest / LOOKS).subscribe({ next: look, error }))
      return source$.subscribe({
        next(value) {
          looks = 0
          subscriber.next(value)
        },
        error,
        complete: () => subscriber.complete(),
      })
    })
}
