import { Observable } from 'rxjs'

/** How to ask. */
export interface AskOptions {
  readonly method?: 'GET' | 'POST'
  /** Borne in `Authorization`. */
  readonly token?: string | undefined
}

async function answer(
  url: URL,
  { method = 'GET', token }: AskOptions,
  signal: AbortSignal,
): Promise<unknown> {
  const headers = {
    accept: 'application/json',
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  }
  const response = await fetch(url, { method, signal, headers })
  if (!response.ok) throw new Error(`${method} ${url.pathname} answered ${response.status}.`)
  return response.json()
}

/**
 * One HTTP request. Cold: each subscription asks once, emits the answer and completes; unsubscription cancels it.
 * Errors when the server cannot be reached, answers with an error, or with what `isValue` does not know.
 */
export function askJson<T>(
  url: URL,
  isValue: (json: unknown) => json is T,
  options: AskOptions = {},
): Observable<T> {
  return new Observable((subscriber) => {
    const controller = new AbortController()
    answer(url, options, controller.signal).then(
      (value) => {
        if (isValue(value)) subscriber.next(value)
        else subscriber.error(new Error(`${url.pathname} answered with something else than expected.`))
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
