import { type Observable, share, tap } from 'rxjs'

/** The newest value of a stream, in the shape that `useSyncExternalStore` takes. */
export interface Store<T> {
  readonly subscribe: (changed: () => void) => () => void
  /** The newest value; throws what the stream failed with. */
  readonly read: () => T
}

/** A store of a stream: subscribes to it once, while anybody listens. */
export function store<T>(initial: T, values$: Observable<T>): Store<T> {
  let current = initial
  let failure: { readonly error: unknown } | undefined
  const changes$ = values$.pipe(
    tap({
      next: (value) => (current = value),
      error: (error: unknown) => (failure = { error }),
    }),
    share(),
  )
  return {
    subscribe(changed) {
      const subscription = changes$.subscribe({ next: changed, error: changed })
      return () => subscription.unsubscribe()
    },
    read() {
      if (failure) throw failure.error
      return current
    },
  }
}
