import { filter, map, tap } from 'rxjs'
import type { Sink } from './sink.ts'

/** Everybody who listens to a channel, and is told messages of a form. */
export interface Listeners<M = string> {
  /** How many listen now. */
  readonly size: number
  /** Whether messages are wanted though nobody listens now: somebody may come back for them. */
  readonly isAwaited?: boolean
  /**
   * Sends one message to all of them; must not wait for any.
   *
   * @param slot - what it is, where it is not what the channel is for
   * @param time - when the newest that it tells was received
   */
  send(message: M, slot: undefined, time: number | undefined): void
}

/** Where and how messages are sent. */
export interface WebsocketOptions<T, M = string> {
  readonly audience: Listeners<M>
  /** A message as it is sent: made once for all listeners, and not at all while there is none. */
  readonly encode: (value: T) => M
  /** When a value was received, where that is known. */
  readonly time?: (value: T) => number | undefined
}

/**
 * Sends each value to all who listen to a channel. Nothing waits here: a slow listener is the audience's matter, and a state
 * that changes often is conflated before it comes to this sink. Counts the values that were sent.
 */
export const websocket =
  <T, M = string>({ audience, encode, time }: WebsocketOptions<T, M>): Sink<T> =>
  (values$) =>
    values$.pipe(
      filter(() => audience.size > 0 || audience.isAwaited === true),
      tap((value) => audience.send(encode(value), undefined, time?.(value))),
      map(() => 1),
    )
