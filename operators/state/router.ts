import { type Observable, Subscription } from 'rxjs'
import { type FeedClock, feedClock, type FeedTime, feedTime, type Timed } from './feed-clock.ts'
import type { Follower } from './followed.ts'
import { collectState } from './snapshots.ts'

/** What is done with each kind of event. Kinds that are not named, and not `others`', only move the clock. */
export type ByKind<E extends Timed> = {
  readonly [K in E['kind']]?: (event: Extract<E, { readonly kind: K }>) => void
} & {
  /** A trading day begins, with the event that is dealt with next. */
  readonly begins?: () => void
  /** All kinds that are not named and have a time: `rejected` has none. */
  readonly others?: (event: Exclude<E, { readonly exchangeTime: undefined }>) => void
  /** Emits what is left when the source completes. */
  readonly complete?: () => void
}

/** An operator on a router's stream. */
interface Station<E extends Timed> {
  /** What it does; asked for anew after `changed`. */
  readonly work: () => ByKind<E>
  readonly error: (reason: unknown) => void
  readonly complete: () => void
}

/** Brings each event of one stream to the operators that do something with its kind, in the order in which they joined. */
export interface Router<E extends Timed> extends Follower<E> {
  /** Shared by all stations; it shows an event's time before any of them is given the event. */
  readonly clock: FeedClock
  readonly join: (station: Station<E>) => Subscription
  /** A station works on another state now. */
  readonly changed: () => void
}

type Handle<E> = (event: E) => void

/** What all stations do, by kind. */
interface Routes<E> {
  readonly kinds: ReadonlyMap<string, readonly Handle<E>[]>
  readonly others: readonly Handle<E>[]
  readonly begins: readonly (() => void)[]
}

const routers = new WeakMap<Observable<unknown>, unknown>()

/** Makes it known which router a stream comes from. */
export function setRouter<E extends Timed>(events$: Observable<E>, router: Router<E>): void {
  routers.set(events$, router)
}

/** The router that a stream comes from. */
export const routerOf = <E extends Timed>(events$: Observable<E>): Router<E> | undefined =>
  routers.get(events$) as Router<E> | undefined

/** A router without stations. What it remembers, the time, is saved with the operators' states. */
export function router<E extends Timed>(): Router<E> {
  const time = feedTime()
  const clock = feedClock(time)
  collectState({
    save: () => time,
    load(saved: FeedTime) {
      Object.assign(time, saved)
    },
  })
  let stations: readonly Station<E>[] = []
  let routes: Routes<E> | undefined

  return {
    clock,
    join(station) {
      stations = [...stations, station]
      routes = undefined
      return new Subscription(() => {
        stations = stations.filter((other) => other !== station)
        routes = undefined
      })
    },
    changed() {
      routes = undefined
    },
    next(event) {
      const { kinds, others, begins } = (routes ??= routesOf(stations.map(({ work }) => work())))
      if (clock.begins(event)) for (const begin of begins) begin()
      for (const handle of kinds.get(event.kind) ?? others) handle(event)
    },
    error(reason) {
      for (const station of stations) station.error(reason)
    },
    complete() {
      for (const station of stations) {
        station.work().complete?.()
        station.complete()
      }
    },
  }
}

const BESIDE = new Set(['begins', 'others', 'complete'])

function routesOf<E extends Timed>(works: readonly ByKind<E>[]): Routes<E> {
  const tables = works as readonly Readonly<Record<string, Handle<E> | undefined>>[]
  const named = new Set(tables.flatMap((table) => Object.keys(table)).filter((name) => !BESIDE.has(name)))
  const handles = (name: string): readonly Handle<E>[] =>
    tables
      .map((table) => table[name] ?? (name === 'rejected' ? undefined : table['others']))
      .filter((handle) => handle !== undefined)
  return {
    kinds: new Map([...named, 'rejected'].map((name) => [name, handles(name)])),
    others: handles('others'),
    begins: works.map(({ begins }) => begins).filter((begin) => begin !== undefined),
  }
}
