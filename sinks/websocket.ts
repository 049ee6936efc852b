import { filter, map, tap } from 'rxjs'
import type { Sink } from './sink.ts'

/** Everybody who listens to a channel. */
export interface Listeners {
  /** How many listen now. */
  readonly size: number
  /** Sends one text to all of them; must not wait for any. */
  send(text: string): void
}

/** Where and how messages are sent. */
export interface WebsocketOptions<T> {
  readonly audience: Listeners
  /** A message as text: made once for all listeners, and not at all while there is none. */
  readonly encode: (value: T) => string
}

/**
 * Sends each value to all who listen to a channel. Nothing waits here: a slow listener is the audience's matter, and a state
 * that changes often is conflated before it comes to this sink. Counts the values that were sent to somebody.
 */
export const websocket =
  <T>({ audience, encode }: WebsocketOptions<T>): Sink<T> =>
  (values$) =>
    values$.pipe(
      filter(() => audience.size > 0),
      tap((value) => audience.send(encode(value))),
      map(() => 1),
    )
