import { Observable, type OperatorFunction } from 'rxjs'
import type { Timed } from './feed-clock.ts'
import { follow, followed } from './followed.ts'
import { type ByKind, router, setRouter } from './router.ts'

/**
 * Gives one stream of events to many operators, as `connect` does. Those that are made `byKind` get the kinds that they do
 * something with, by one look at the kind for all of them; any other operator gets all events.
 *
 * @param toOutputs - makes the output of the events; subscribed to once, before the source
 */
export const routed =
  <E extends Timed, O>(toOutputs: (events$: Observable<E>) => Observable<O>): OperatorFunction<E, O> =>
  (source$) =>
    followed((follower) => {
      const routes = router<E>()
      const events$ = new Observable<E>((subscriber) => {
        const emit = (event: E) => subscriber.next(event)
        return routes.join({
          work: () => ({ rejected: emit, others: emit }) as unknown as ByKind<E>,
          error: (reason) => subscriber.error(reason),
          complete: () => subscriber.complete(),
        })
      })
      setRouter(events$, routes)
      const subscription = follow(toOutputs(events$), follower)
      subscription.add(follow(source$, routes))
      return subscription
    })
