import { defer, ignoreElements, interval, merge, type Observable, of, switchMap, tap } from 'rxjs'
import type { Instant } from '../../domain/time.ts'
import type { Faults } from '../faults/faults.ts'
import type { SimulatedExchange } from '../message.ts'
import { fastConnect3, type FastConnect3Options } from '../wire3/fast-connect3.ts'
import { access, type ConsumerCredentials } from './access.ts'
import { dataHub } from './data-hub.ts'
import { faultyWire } from './faulty-wire.ts'
import type { ServedPart } from './handler.ts'
import { hubSockets } from './hub-sockets.ts'
import { listening, type Serving } from './listening.ts'
import { pacer } from './pacer.ts'
import { rest } from './rest/rest.ts'
import { teller } from './telling.ts'

/** How a simulated exchange is served. */
export interface FastConnectOptions {
  readonly exchange: SimulatedExchange
  /** Simulated seconds a second. */
  readonly speed: number
  /** Names the run, for who must not mix it with another. */
  readonly run: string
  readonly seed: number
  /** 0 for any that is free. */
  readonly port: number
  /** 127.0.0.1 unless said. */
  readonly host?: string
  /** The only pair that a token is given for; without it any two texts are. */
  readonly credentials?: ConsumerCredentials
  /** The wall clock, ms UTC. */
  readonly now: () => Instant
  /** Life of a token, ms; 8 hours unless said. */
  readonly tokenLife?: number
  /** Time that a dropped connection may be resumed, ms; a third of it passes between two keep-alives. 30 s unless said. */
  readonly disconnectTimeout?: number
  /** What goes wrong with it; nothing unless said. They are used up by one server. */
  readonly faults?: Faults
  /** How version 3 is served beside version 2. */
  readonly v3?: Omit<FastConnect3Options, 'exchange' | 'now'>
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
  const { now, run, seed, speed, port, host = '127.0.0.1' } = options
  return defer(() => {
    const exchange = options.faults?.exchange(options.exchange) ?? options.exchange
    const parts = [fastConnect({ ...options, exchange }), fastConnect3({ exchange, now, ...options.v3 })]
    const ticks$ = defer(() => interval(TICK).pipe(tap(pacer({ exchange, speed, now, parts }))))
    return listening({
      port,
      host,
      handlers: parts.flatMap(({ handlers }) => handlers),
      headers: { 'x-vnflow-exchange': `run=${run}; seed=${seed}; speed=${speed}` },
    }).pipe(switchMap((serving) => merge(of(serving), ticks$.pipe(ignoreElements()))))
  })
}

/** Version 2: REST, and the hubs on one path. */
function fastConnect(options: FastConnectOptions): ServedPart {
  const { exchange, credentials, now, tokenLife = 8 * 3_600_000, disconnectTimeout = 30_000 } = options
  const wire = faultyWire(options.faults)
  const dataAccess = wire.guard(access({ credentials, now, life: tokenLife }))
  const data = dataHub({
    teller: teller(exchange, wire.outgoing),
    access: dataAccess,
    now,
    disconnectTimeout,
  })
  const hubs = [data.hub]
  wire.serve(hubs)
  return {
    handlers: [rest(exchange, dataAccess), hubSockets(hubs, wire.lineOf)].map(wire.refusing),
    step(told) {
      data.tell(told)
      data.hub.keepUp()
    },
  }
}
