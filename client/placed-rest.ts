import type { Observable } from 'rxjs'
import type { AlertJson, BasisPointJson, MarketSnapshotJson } from '../src/domain/wire.ts'
import { type AskOptions, askPlaced, type Placed } from './ask-json.ts'
import { endpoint } from './endpoint.ts'
import { shapes } from './shapes.ts'

/** The endpoints of the market that are asked each answer with the place of a replay that it is of. */
export interface PlacedRest {
  snapshot(): Observable<Placed<MarketSnapshotJson>>
  alerts(limit?: number): Observable<Placed<readonly AlertJson[]>>
  basisTrend(minutes?: number): Observable<Placed<readonly BasisPointJson[]>>
}

/** The REST endpoints as who polls needs them. Throws a `TypeError` when `url` is no URL. */
export function placedRest(url: string, { token }: Pick<AskOptions, 'token'> = {}): PlacedRest {
  function ask<T>(path: string, isValue: (json: unknown) => json is T) {
    return askPlaced(endpoint(url, 'http', path), isValue, { token })
  }
  endpoint(url, 'http', '')
  return {
    snapshot: () => ask('api/market/snapshot', shapes.market),
    alerts: (limit = 50) => ask(`api/market/alerts?limit=${limit}`, shapes.alerts),
    basisTrend: (minutes = 30) => ask(`api/market/basis-trend?minutes=${minutes}`, shapes.basisTrend),
  } satisfies PlacedRest
}
