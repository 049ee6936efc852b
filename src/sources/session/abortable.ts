import { Observable } from 'rxjs'

/** What a promise gives, asked for when subscribed to. Unsubscribing aborts what is under way. */
export function abortable<T>(ask: (signal: AbortSignal) => Promise<T>): Observable<T> {
  return new Observable((subscriber) => {
    const aborter = new AbortController()
    ask(aborter.signal).then(
      (value) => {
        subscriber.next(value)
        subscriber.complete()
      },
      (error: unknown) => subscriber.error(error),
    )
    return () => aborter.abort()
  })
}
