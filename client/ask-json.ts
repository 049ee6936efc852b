import { map, Observable } from 'rxjs'

/** How to ask. */
export interface AskOptions {
  readonly method?: 'GET' | 'POST'
  /** Borne in `Authorization`. */
  readonly token?: string | undefined
}

/** An answer, and which place of a replay it is of; undefined where the server's source is none. */
export interface Placed<T> {
  readonly value: T
  readonly timeline: number | undefined
}

function timelineOf({ headers }: Response): number | undefined {
  const text = headers.get('x-vnflow-timeline')
  return text === null ? undefined : Number(text)
}

async function answer(
  url: URL,
  { method = 'GET', token }: AskOptions,
  signal: AbortSignal,
): Promise<Placed<unknown>> {
  const headers = {
    accept: 'application/json',
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  }
  const response = await fetch(url, { method, signal, headers })
  if (!response.ok) throw new Error(`${method} ${url.pathname} answered ${response.status}.`)
  return { value: await response.json(), timeline: timelineOf(response) }
}

/**
 * One HTTP request. Cold: each subscription asks once, emits the answer and completes; unsubscription cancels it.
 * Errors when the server cannot be reached, answers with an error, or with what `isValue` does not know.
 */
export function askPlaced<T>(
  url: URL,
  isValue: (json: unknown) => json is T,
  options: AskOptions = {},
): Observable<Placed<T>> {
  return new Observable((subscriber) => {
    const controller = new AbortController()
    answer(url, options, controller.signal).then(
      ({ value, timeline }) => {
        if (isValue(value)) subscriber.next({ value, timeline })
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

/** The same, of which only the answer matters. */
export function askJson<T>(
  url: URL,
  isValue: (json: unknown) => json is T,
  options?: AskOptions,
): Observable<T> {
  return askPlaced(url, isValue, options).pipe(map(({ value }) => value))
}
