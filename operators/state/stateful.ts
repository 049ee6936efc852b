import type { OperatorFunction } from 'rxjs'
import { collectState } from './snapshots.ts'
import { follow, followed } from './followed.ts'

/** What an operator does with one stream. It keeps what it has to remember in the state that it was made with, nowhere else. */
export interface Stateful<I> {
  /** Takes a value in; emits what it causes. A throw becomes the error of the stream. */
  readonly next: (value: I) => void
  /** Emits what is left when the source completes. */
  readonly complete?: () => void
}

/** Plain data, as it can be written to a disk: no function anywhere in it. */
export type Plain<T> = T extends (...values: never[]) => unknown
  ? never
  : T extends string | number | boolean | undefined | Float64Array
    ? T
    : T extends ReadonlyMap<infer K, infer V>
      ? ReadonlyMap<Plain<K>, Plain<V>>
      : T extends ReadonlySet<infer V>
        ? ReadonlySet<Plain<V>>
        : { readonly [K in keyof T]: Plain<T[K]> }

/**
 * An operator from plain code: a value may emit none, one or many. Costs one call a value more than the code itself, behind
 * another operator of this kind, too: see `followed`. Errors pass at once, and what the state held is lost.
 *
 * @param begin - makes the state anew for each subscription
 * @param work - the code over a state: a new one, or one that was saved and goes on
 */
export function stateful<S, I, O>(
  begin: (() => S) & (() => Plain<S>),
  work: (state: S, emit: (output: O) => void) => Stateful<I>,
): OperatorFunction<I, O> {
  return (source$) =>
    followed(({ next: emit, error, complete }) => {
      let state: S = begin()
      let working = work(state, emit)
      collectState({
        save: () => state,
        load(saved: S) {
          state = saved
          working = work(state, emit)
        },
      })
      return follow(source$, {
        next: (value) => working.next(value),
        error,
        complete() {
          working.complete?.()
          complete()
        },
      })
    })
}
