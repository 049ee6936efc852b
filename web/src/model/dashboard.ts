import {
  catchError,
  combineLatest,
  debounceTime,
  distinctUntilChanged,
  EMPTY,
  filter,
  map,
  merge,
  type Observable,
  scan,
  startWith,
  switchMap,
  timer,
} from 'rxjs'
import type {
  AlertJson,
  DerivativesJson,
  ForeignSummaryJson,
  MarketClient,
  Rest,
} from '../../../client/index.ts'
import { addAlert } from './add-alert.ts'
import { alertsSince } from './alerts-since.ts'
import { type BasisView, extendBasis, seedBasis } from './basis-view.ts'
import type { BoardRow } from './board-row.ts'
import { boardRows } from './board-rows.ts'
import { exchangeTime } from './exchange-time.ts'
import type { Health } from './health.ts'
import { ictClock } from './ict-clock.ts'
import { extendIndices, type IndexViews, seedIndices } from './index-views.ts'
import { type Store, store } from './store.ts'

/** All that the page shows. */
export interface Dashboard {
  /** By symbol; empty before the first snapshot. */
  readonly rows: Store<readonly BoardRow[]>
  readonly indices: Store<IndexViews>
  readonly future: Store<DerivativesJson | null>
  readonly basis: Store<BasisView>
  readonly foreign: Store<ForeignSummaryJson | null>
  /** Newest first. */
  readonly alerts: Store<readonly AlertJson[]>
  readonly health: Store<Health>
}

/** Without a message for this long the page may be out of date, ms. */
const SILENCE = 30_000

/** True after half a minute without a new message of the feed; false at once with the next. */
function silence({ market$ }: MarketClient): Observable<boolean> {
  return market$.pipe(
    map((snapshot) => snapshot.feed.last_message_at ?? snapshot),
    distinctUntilChanged(),
    switchMap(() =>
      timer(SILENCE).pipe(
        map(() => true),
        startWith(false),
      ),
    ),
    startWith(false),
  )
}

function health(client: MarketClient): Observable<Health> {
  return combineLatest({
    connection: client.status$,
    feed: client.feed$.pipe(startWith(undefined)),
    silent: silence(client).pipe(distinctUntilChanged()),
    clock: client.market$.pipe(map(exchangeTime), startWith(undefined)),
  }).pipe(debounceTime(0))
}

/** A view that live values and what the server remembers both add to. */
function folded<T>(initial: T, ...steps$: readonly Observable<(view: T) => T>[]): Store<T> {
  return store(initial, merge(...steps$).pipe(scan((view, step) => step(view), initial)))
}

/** The market that a channel tells of is at another place: the server plays a recording. */
function moved({ moves$ }: MarketClient, channel: string): Observable<string> {
  return moves$.pipe(filter((name) => name === channel))
}

/** Asks each time the server answers again, by socket or by polls, for meanwhile it went on, and where it has gone elsewhere. */
function remembered<T>(client: MarketClient, read$: Observable<T>): Observable<T> {
  return merge(
    client.status$.pipe(filter((state) => state === 'connected' || state === 'polling')),
    moved(client, 'market'),
  ).pipe(switchMap(() => read$.pipe(catchError(() => EMPTY))))
}

function indexViews(client: MarketClient, api: Rest): Store<IndexViews> {
  return folded<IndexViews>(
    {},
    client.market$.pipe(
      map(
        ({ indices }) =>
          (views) =>
            extendIndices(views, indices),
      ),
    ),
    remembered(client, api.snapshot()).pipe(
      map(
        ({ indices }) =>
          (views) =>
            seedIndices(views, indices),
      ),
    ),
  )
}

function basisView(client: MarketClient, api: Rest, future$: Observable<DerivativesJson | null>) {
  const trend$ = future$.pipe(
    map((future) => future?.symbol),
    distinctUntilChanged(),
    switchMap(() => remembered(client, api.basisTrend(30))),
  )
  return folded<BasisView>(
    { symbol: '', line: [] },
    future$.pipe(map((future) => (view) => extendBasis(view, future))),
    trend$.pipe(map((trend) => (view) => seedBasis(view, trend))),
  )
}

/** Trading dates of what is shown, each once; undefined while a day has begun of which nothing is known yet. */
function dates({ market$ }: MarketClient): Observable<string | undefined> {
  return market$.pipe(
    map(exchangeTime),
    map((time) => (time === undefined ? undefined : ictClock(time).date)),
    distinctUntilChanged(),
  )
}

/** The alerts of the place where the server is, and of the date that is shown. */
function alertList(client: MarketClient): Store<readonly AlertJson[]> {
  return folded<readonly AlertJson[]>(
    [],
    moved(client, 'alerts').pipe(map(() => () => [])),
    dates(client).pipe(map((date) => (alerts) => alertsSince(alerts, date))),
    client.alerts$.pipe(map((alert) => (alerts) => addAlert(alerts, alert))),
  )
}

/** What the page shows of one server. */
export function dashboard(client: MarketClient, api: Rest): Dashboard {
  const { market$ } = client
  const future$ = market$.pipe(map(({ derivatives }) => derivatives))
  return {
    rows: store<readonly BoardRow[]>([], market$.pipe(scan(boardRows, []))),
    indices: indexViews(client, api),
    future: store<DerivativesJson | null>(null, future$),
    basis: basisView(client, api, future$),
    foreign: store<ForeignSummaryJson | null>(null, market$.pipe(map(({ foreign }) => foreign))),
    alerts: alertList(client),
    health: store<Health>(
      { connection: 'connecting', feed: undefined, silent: false, clock: undefined },
      health(client),
    ),
  }
}
