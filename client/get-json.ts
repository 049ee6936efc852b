import { Observable } from 'rxjs'

async function answer<T>(url: URL, isValue: (json: unknown) => json is T, signal: AbortSignal): Promise<T> {
  const response = await fetch(url, { signal, headers: { accept: 'application/json' } })
  if (!response.ok) throw new Error(`GET ${url.pathname} answered ${response.status}.`)
  const json: unknown = await response.json()
  if (!isValue(json)) throw new Error(`GET ${url.pathname} answered with something else than expected.`)
  return json
}

/**
 * One GET request. Cold: each subscription asks once, emits the answer and completes; unsubscription cancels it.
 * Errors when the server cannot be reached, answers with an error, or with what `isValue` does not know.
 */
export function getJson<T>(url: URL, isValue: (json: unknown) => json is T): Observable<T> {
  return new Observable((subscriber) => {
    const controller = new AbortController()
    answer(url, isValue, controller.signal).then(
      (value) => {
        subscriber.next(value)
        subscriber.complete()
      },
      (error: unknown) => {
        subscriber.error(error)
      },
    )
    return () => {
      controller.abort()
    }
  })
}
