import type { Observable } from 'rxjs'
import type { AlertJson, BasisPointJson, MarketSnapshotJson } from '../src/domain/wire.ts'
import { endpoint } from './endpoint.ts'
import { askJson } from './ask-json.ts'
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
export function rest(url: string, { token }: RestOptions = {}): Rest {
  function ask<T>(path: string, isValue: (json: unknown) => json is T) {
    return askJson(endpoint(url, 'http', path), isValue, { token })
  }
  endpoint(url, 'http', '')
  return {
    snapshot: () => ask('api/market/snapshot', shapes.market),
    alerts: (limit = 50) => ask(`api/market/alerts?limit=${limit}`, shapes.alerts),
    basisTrend: (minutes = 30) => ask(`api/market/basis-trend?minutes=${minutes}`, shapes.basisTrend),
  } satisfies Rest
}
