import type { SchedulerLike } from 'rxjs'

/** Promises that settle in the virtual time of a scheduler. */
export interface VirtualPromises {
  /** Fulfilled with a value, some ms from now. */
  readonly resolve: <T>(value: T, after?: number) => PromiseLike<T>
  /** Rejected, some ms from now. */
  readonly reject: (reason: unknown, after?: number) => PromiseLike<never>
}

type Outcome<T> = { readonly value: T } | { readonly reason: unknown }

/** What was settled, or who waits for it. */
interface Core<T> {
  outcome: Outcome<T> | undefined
  readonly waiting: ((outcome: Outcome<T>) => void)[]
}

const newCore = <T>(): Core<T> => ({ outcome: undefined, waiting: [] })

function settle<T>(core: Core<T>, outcome: Outcome<T>): void {
  core.outcome = outcome
  for (const tell of core.waiting.splice(0)) tell(outcome)
}

const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function'

/** What a handler makes of an outcome; what it throws is a rejection. */
function answer(next: Core<unknown>, make: () => unknown): void {
  try {
    const made = make()
    if (!isThenable(made)) settle(next, { value: made })
    else
      made.then(
        (value) => settle(next, { value }),
        (reason: unknown) => settle(next, { reason }),
      )
  } catch (reason) {
    settle(next, { reason })
  }
}

/** A promise over a core: what is chained to it runs when it settles, not in a microtask after. */
function promiseOf<T>(core: Core<T>): PromiseLike<T> {
  const then = (
    onFulfilled?: ((value: T) => unknown) | null,
    onRejected?: ((reason: unknown) => unknown) | null,
  ) => {
    const next = newCore<unknown>()
    const take = (outcome: Outcome<T>): void => {
      if ('value' in outcome) answer(next, () => (onFulfilled ? onFulfilled(outcome.value) : outcome.value))
      else if (onRejected) answer(next, () => onRejected(outcome.reason))
      else settle(next, outcome)
    }
    if (core.outcome) take(core.outcome)
    else core.waiting.push(take)
    return promiseOf(next)
  }
  // The types of what handlers give are those that PromiseLike promises.
  return { then: then as PromiseLike<T>['then'] }
}

/**
 * Promises inside virtual time: `from`, `mergeMap`, `concatMap` and an asynchronous sink take them as any other, and a marble test sees what
 * comes of them in the frame in which they settle. Chain with `then`: an `async` function goes through microtasks, which no virtual time
 * can hold.
 *
 * ```ts
 * marbles((m) => {
 *   const { resolve } = virtualPromises(m.scheduler)
 *   const written$ = m.hot('a-b', { a: 1, b: 2 }).pipe(concatMap((n) => resolve(n, 5)))
 *   m.expect(written$).toBeObservable('5ms a 4ms b', { a: 1, b: 2 })
 * })
 * ```
 *
 * @param scheduler - the TestScheduler, or that of rxjs-marbles' context
 */
export function virtualPromises(scheduler: SchedulerLike): VirtualPromises {
  function later<T>(outcome: Outcome<T>, after: number): PromiseLike<T> {
    const core = newCore<T>()
    scheduler.schedule(() => settle(core, outcome), after)
    return promiseOf(core)
  }
  return {
    resolve: (value, after = 0) => later({ value }, after),
    reject: (reason, after = 0) => later<never>({ reason }, after),
  }
}
