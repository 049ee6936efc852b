import { concat, concatMap, defer, EMPTY, from, type Observable, of, startWith } from 'rxjs'
import type { Placed } from './ask-json.ts'
import type { Poll } from './poll.ts'
import type { ConnectionState } from './connection-state.ts'

/** What stands in for a socket tells: each value polled, after the place of a replay that it is of, and how the server stands. */
export type FallbackEvent<T> =
  | { readonly kind: 'value'; readonly value: T }
  | { readonly kind: 'place'; readonly timeline: number | undefined }
  | { readonly kind: 'state'; readonly state: ConnectionState }

const standing = (state: ConnectionState) => ({ kind: 'state', state }) as const

/**
 * The values of `poll$`, each answer's one after the other, with the state that the answers show: `disconnected` until
 * one comes and whenever one stays out, else `polling`.
 *
 * @param recovered - told when an answer comes after one stayed out: the server is back
 */
export function fallback<T>(
  poll$: Observable<Poll<Placed<readonly T[]>>>,
  recovered: () => void,
): Observable<FallbackEvent<T>> {
  return defer(() => {
    let missed = false
    return poll$.pipe(
      concatMap((poll): Observable<FallbackEvent<T>> => {
        if (!poll.answered) {
          missed = true
          return of(standing('disconnected'))
        }
        const { value: values, timeline } = poll.value
        const values$ = from(values.map((value) => ({ kind: 'value', value }) as const))
        const back$ = defer(() => {
          if (missed) recovered()
          missed = false
          return EMPTY
        })
        return concat(of(standing('polling'), { kind: 'place', timeline } as const), values$, back$)
      }),
      startWith(standing('disconnected')),
    )
  })
}
