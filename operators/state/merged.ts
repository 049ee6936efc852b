import { type Observable, Subscription } from 'rxjs'
import { follow, followed, type Follower, relink } from './followed.ts'

/** As `merge`, for streams that are followed: what comes of one event comes out in the order of the streams. */
export function merged<T>(...streams$: readonly Observable<T>[]): Observable<T> {
  return followed((follower) => {
    const all = new Subscription()
    let running = streams$.length
    const own = streams$.map((): Follower<T> => ({
      next: follower.next,
      error: follower.error,
      complete() {
        running -= 1
        if (running === 0) follower.complete()
      },
    }))
    follower.relinked = () => {
      for (const each of own) relink(each, follower.next)
    }
    for (const [i, stream$] of streams$.entries()) {
      const each = own[i]
      if (each) all.add(follow(stream$, each))
    }
    return all
  })
}
