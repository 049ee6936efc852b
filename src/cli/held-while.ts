import { type MonoTypeOperatorFunction, Observable } from 'rxjs'

/**
 * Hands values on, and asks before each one whether there is something to wait for; then that value and those that come
 * meanwhile are held back until it is over. All come out, in their order. Completion waits, too; an error does not.
 *
 * @param pause - gives what to wait for, as a promise that never rejects, or `undefined`
 */
export const heldWhile =
  <T extends object>(pause: () => Promise<void> | undefined): MonoTypeOperatorFunction<T> =>
  (values$) =>
    new Observable((subscriber) => {
      let held: T[] | undefined
      let isComplete = false

      const take = (value: T): void => {
        const paused = held ? undefined : pause()
        if (paused) {
          held = []
          void paused.then(resume)
        }
        if (held) held.push(value)
        else subscriber.next(value)
      }
      const end = (): void => {
        if (isComplete && !held) subscriber.complete()
      }
      const resume = (): void => {
        const [first, ...rest] = held ?? []
        held = undefined
        // What was waited for once is not asked for again before the first value has gone on.
        if (first !== undefined) subscriber.next(first)
        for (const value of rest) take(value)
        end()
      }
      return values$.subscribe({
        next: take,
        error: (reason: unknown) => {
          subscriber.error(reason)
        },
        complete() {
          isComplete = true
          end()
        },
      })
    })
