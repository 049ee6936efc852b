import { defer, finalize, ignoreElements, interval, merge, type Observable, of, switchMap, tap } from 'rxjs'
import { fastConnect3, type FastConnect3Options } from '../wire3/fast-connect3.ts'
import { makeBacklog } from './backlog.ts'
import { fastConnect2, type FastConnect2Options } from './fast-connect2.ts'
import type { ExchangeControl } from './exchange-control.ts'
import type { Handler } from './handler.ts'
import { listening, type Serving } from './listening.ts'
import { marketClock } from './market-clock.ts'

/** How a simulated exchange is served. */
export interface FastConnectOptions extends FastConnect2Options {
  /** Simulated seconds a second. */
  readonly speed: number
  /** Jumps over lunch, nights and days without trading, so that it moves at any hour; it does not unless said. */
  readonly skipsPauses?: boolean
  /** What lets others control its clock, beside what SSI has; nobody does unless said. */
  readonly controlled?: (control: ExchangeControl) => Handler
  /** Names the run, for who must not mix it with another. */
  readonly run: string
  readonly seed: number
  /** 0 for any that is free. */
  readonly port: number
  /** 127.0.0.1 unless said. */
  readonly host?: string
  /** How version 3 is served beside version 2. */
  readonly v3?: Omit<FastConnect3Options, 'exchange' | 'now' | 'faults'>
}

/** Time between two steps of the market, ms. */
const TICK = 50

/**
 * Serves a simulated exchange as SSI serves the real one, on one port: FastConnect v2 (REST and classic SignalR) and v3 (REST and stream).
 *
 * Listens when subscribed to, emits once when it does, and moves the market on with the wall clock from then on. Errs when it cannot
 * listen; never completes. Unsubscribing closes every connection. A client that reads too slowly is cut off.
 */
export function fastConnectServer(options: FastConnectOptions): Observable<Serving> {
  const { now, run, seed, skipsPauses = false, port, host = '127.0.0.1', faults, controlled } = options
  return defer(() => {
    const exchange = faults?.exchange(options.exchange) ?? options.exchange
    const parts = [
      fastConnect2({ ...options, exchange }),
      fastConnect3({ exchange, now, faults, ...options.v3 }),
    ]
    const { watch, drained } = makeBacklog()
    const clock = marketClock({ exchange, speed: options.speed, skipsPauses, now, parts, drained })
    const handlers = parts.flatMap((part) => part.handlers)
    return listening({
      port,
      host,
      handlers: controlled ? [...handlers, controlled(clock.control)] : handlers,
      headers: () => ({ 'x-vnflow-exchange': `run=${run}; seed=${seed}; speed=${clock.speed()}` }),
      onUpgrade: watch,
    }).pipe(
      switchMap((serving) => merge(of(serving), interval(TICK).pipe(tap(clock.tick), ignoreElements()))),
      finalize(clock.close),
    )
  })
}
