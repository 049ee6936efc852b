import type { OperatorFunction } from 'rxjs'
import type { FeedClock, Timed } from './feed-clock.ts'
import { follow, followed } from './followed.ts'
import { type ByKind, router, routerOf } from './router.ts'
import { collectState } from './snapshots.ts'
import type { Plain } from './stateful.ts'

/**
 * An operator from plain code for each kind of event, beside a clock that all kinds move. On a stream that is `routed` it costs
 * nothing for the kinds that it does nothing with. Else as `stateful`.
 *
 * @param begin - makes the state anew for each subscription
 * @param work - the code over a state: a new one, or one that was saved and goes on
 */
export function byKind<S, E extends Timed, O>(
  begin: (() => S) & (() => Plain<S>),
  work: (state: S, emit: (output: O) => void, clock: FeedClock) => ByKind<E>,
): OperatorFunction<E, O> {
  return (source$) =>
    followed((follower) => {
      const { error, complete } = follower
      const joined = routerOf(source$)
      const own = joined ?? router<E>()
      let state: S = begin()
      let working = work(state, follower.next, own.clock)
      const workAnew = (): void => {
        working = work(state, follower.next, own.clock)
        own.changed()
      }
      follower.relinked = workAnew
      collectState({
        save: () => state,
        load(saved: S) {
          state = saved
          workAnew()
        },
      })
      const left = own.join({ work: () => working, error, complete })
      if (!joined) left.add(follow(source$, own))
      return left
    })
}
