import type { Observable } from 'rxjs'
import type { AlertJson, BasisPointJson, MarketSnapshotJson } from '../src/domain/wire.ts'
import { endpoint } from './endpoint.ts'
import { getJson } from './get-json.ts'
import { shapes } from './shapes.ts'

/** The REST endpoints of the market. Each Observable asks once a subscription, emits one answer and completes. */
export interface Rest {
  /** Everything the price board shows, with the minutes of the indices. */
  snapshot(): Observable<MarketSnapshotJson>
  /** The newest alerts, newest first. `limit`: 1 to 200. */
  alerts(limit?: number): Observable<readonly AlertJson[]>
  /** The basis of the active future over the last `minutes` (1 to 120), oldest first. */
  basisTrend(minutes?: number): Observable<readonly BasisPointJson[]>
}

/**
 * The REST endpoints of a vnflow server.
 *
 * @param url - where the server is, `http://127.0.0.1:8000`; throws a `TypeError` when it is no URL
 */
export function rest(url: string): Rest {
  const at = (path: string) => endpoint(url, 'http', path)
  return {
    snapshot: () => getJson(at('api/market/snapshot'), shapes.market),
    alerts: (limit = 50) => getJson(at(`api/market/alerts?limit=${limit}`), shapes.alerts),
    basisTrend: (minutes = 30) => getJson(at(`api/market/basis-trend?minutes=${minutes}`), shapes.basisTrend),
  } satisfies Rest
}
