import { ignoreElements, interval, mergeMap, type Observable, tap, timer } from 'rxjs'
import type { WebSocket } from 'ws'

/** Times of the heartbeat, ms. */
export interface HeartbeatTimes {
  /** From one ping to the next. */
  readonly every: number
  /** Longest wait for the pong. */
  readonly timeout: number
}

/**
 * Pings all sockets again and again, and cuts those that do not answer in time: their close frees what they held.
 * Beats while it is subscribed to; never emits, never ends.
 */
export function heartbeat(
  sockets: ReadonlySet<WebSocket>,
  { every, timeout }: HeartbeatTimes,
): Observable<never> {
  return interval(every).pipe(
    mergeMap(() => {
      const silent = new Set(sockets)
      for (const socket of silent) {
        socket.once('pong', () => silent.delete(socket))
        socket.ping()
      }
      return timer(timeout).pipe(
        tap(() => {
          for (const socket of silent) socket.terminate()
        }),
      )
    }),
    ignoreElements(),
  )
}
