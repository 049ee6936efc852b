import {
  connect,
  filter,
  map,
  type MonoTypeOperatorFunction,
  type Observable,
  type OperatorFunction,
  ReplaySubject,
  share,
  startWith,
  switchAll,
} from 'rxjs'
import type { ChannelEvent } from './channel.ts'
import type { Channels } from './channels.ts'
import { eventReader, type IsValue } from './reader.ts'

/** Shares one subscription, and replays the newest of it. */
export const replay = <T>(size: number): MonoTypeOperatorFunction<T> =>
  share({ connector: () => new ReplaySubject<T>(size) })

/**
 * What is made of the events of a channel, shared; the newest of it are replayed, and nothing of before the channel last moved. With each move it
 * is made anew.
 *
 * @param size - how many are replayed
 */
export const sinceMove =
  <T, R>(make: OperatorFunction<ChannelEvent<T>, R>, size: number): OperatorFunction<ChannelEvent<T>, R> =>
  (events$) =>
    events$.pipe(
      connect((all$) =>
        all$.pipe(
          filter(({ kind }) => kind === 'moved'),
          startWith(undefined),
          map(() => all$.pipe(make, replay(size))),
        ),
      ),
      replay(1),
      switchAll(),
    )

/** The values among what a channel tells. */
export const valuesOf =
  <T>() =>
  (events$: Observable<ChannelEvent<T>>): Observable<T> =>
    events$.pipe(
      filter((event) => event.kind === 'value'),
      map(({ value }) => value),
    )

/** The events of a channel, shared. Nothing is replayed. */
export function events<T>({ open }: Channels, name: string, isValue: IsValue<T>): Observable<T> {
  return open({ name, reader: () => eventReader(isValue) }).pipe(valuesOf(), share())
}

/** One Observable for each name, the same each time. */
export function keyed<T>(make: (name: string) => Observable<T>): (name: string) => Observable<T> {
  const made = new Map<string, Observable<T>>()
  return (name) => {
    const values$ = made.get(name) ?? make(name)
    made.set(name, values$)
    return values$
  }
}
