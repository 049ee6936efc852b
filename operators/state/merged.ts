import { type Observable, Subscription } from 'rxjs'
import { follow, followed } from './followed.ts'

/** As `merge`, for streams that are followed: what comes of one event comes out in the order of the streams. */
export function merged<T>(...streams$: readonly Observable<T>[]): Observable<T> {
  return followed(({ next, error, complete }) => {
    const all = new Subscription()
    let running = streams$.length
    for (const stream$ of streams$)
      all.add(
        follow(stream$, {
          next,
          error,
          complete() {
            running -= 1
            if (running === 0) complete()
          },
        }),
      )
    return all
  })
}
