import { ignoreElements, interval, mergeMap, type Observable, tap, timer } from 'rxjs'
import type { WebSocket } from 'ws'

/** Times of the heartbeat, ms. */
export interface HeartbeatTimes {
  /** From one ping to the next. */
  readonly every: number
  /** Longest wait for the pong. */
  readonly timeout: number
}

const GOING_AWAY = 1001

/** Says good-bye, which may still reach who only does not answer, and does not wait for an answer to that. */
function cut(socket: WebSocket): void {
  socket.close(GOING_AWAY, 'No pong came.')
  socket.terminate()
}

/**
 * Pings all sockets again and again, and cuts those that do not answer in time (1001): their close frees what they held.
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
          for (const socket of silent) cut(socket)
        }),
      )
    }),
    ignoreElements(),
  )
}
