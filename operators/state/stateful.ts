import type { OperatorFunction } from 'rxjs'
import { collectState } from './snapshots.ts'
import { follow, followed, type Follower, relink } from './followed.ts'

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
 * An operator from plain code: a value may emit none, one or many. Behind another operator of this kind it costs nothing but the code itself:
 * what one emits by is the code of the next, which says so when it works on another state; see `followed`. A function between the two was
 * a seventh of what all pipelines cost. Errors pass at once, and what the state held is lost.
 *
 * @param begin - makes the state anew for each subscription
 * @param work - the code over a state: a new one, or one that was saved and goes on
 */
export function stateful<S, I, O>(
  begin: (() => S) & (() => Plain<S>),
  work: (state: S, emit: (output: O) => void) => Stateful<I>,
): OperatorFunction<I, O> {
  return (source$) =>
    followed((follower) => {
      let state: S = begin()
      let working = work(state, follower.next)
      const own: Follower<I> = {
        next: working.next,
        error: follower.error,
        complete() {
          working.complete?.()
          follower.complete()
        },
      }
      const workAnew = (): void => {
        working = work(state, follower.next)
        relink(own, working.next)
      }
      follower.relinked = workAnew
      collectState({
        save: () => state,
        load(saved: S) {
          state = saved
          workAnew()
        },
      })
      return follow(source$, own)
    })
}
