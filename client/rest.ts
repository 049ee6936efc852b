import { map, type Observable } from 'rxjs'
import type { AlertJson, BasisPointJson, MarketSnapshotJson } from '../src/domain/wire.ts'
import type { Placed } from './ask-json.ts'
import { placedRest } from './placed-rest.ts'

/** The REST endpoints of the market. Each Observable asks once a subscription, emits one answer and completes. */
export interface Rest {
  /** Everything the price board shows, with the minutes of the indices. */
  snapshot(): Observable<MarketSnapshotJson>
  /** The newest alerts, newest first. `limit`: 1 to 200. */
  alerts(limit?: number): Observable<readonly AlertJson[]>
  /** The basis of the active future over the last `minutes` (1 to 120), oldest first. */
  basisTrend(minutes?: number): Observable<readonly BasisPointJson[]>
}

/** How to ask. */
export interface RestOptions {
  /** A token of the server's, where it asks for one. */
  readonly token?: string | undefined
}

/**
 * The REST endpoints of a vnflow server.
 *
 * @param url - where the server is, `http://127.0.0.1:8000`; throws a `TypeError` when it is no URL
 */
export function rest(url: string, options: RestOptions = {}): Rest {
  const placed = placedRest(url, options)
  return {
    snapshot: () => placed.snapshot().pipe(valueOf),
    alerts: (limit) => placed.alerts(limit).pipe(valueOf),
    basisTrend: (minutes) => placed.basisTrend(minutes).pipe(valueOf),
  } satisfies Rest
}

function valueOf<T>(answer$: Observable<Placed<T>>): Observable<T> {
  return answer$.pipe(map(({ value }) => value))
}
