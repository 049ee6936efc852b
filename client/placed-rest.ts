import type { Observable } from 'rxjs'
import { askPlaced, type Placed } from './ask-json.ts'
import { endpoint } from './endpoint.ts'
import type { Rest, RestOptions } from './rest.ts'
import { shapes } from './shapes.ts'

/** The endpoints of `Rest`, each answer with the place of a replay that it is of. */
export type PlacedRest = {
  readonly [K in keyof Rest]: Rest[K] extends (...given: infer A) => Observable<infer T>
    ? (...given: A) => Observable<Placed<T>>
    : never
}

/** The REST endpoints as who polls needs them. Throws a `TypeError` when `url` is no URL. */
export function placedRest(url: string, { token }: RestOptions = {}): PlacedRest {
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
