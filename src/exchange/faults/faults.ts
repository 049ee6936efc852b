import type { MarketMessage, SimulatedExchange } from '../message.ts'
import { cast, type FaultEvent, nobodyYet } from './cast.ts'
import { distortions } from './distortions.ts'
import type { Fault, Sessions } from './fault.ts'
import type { FaultScript } from './fault-script.ts'
import { faultyExchange } from './faulty-exchange.ts'
import { isTrade } from './in-pieces.ts'
import { type Ledger, ledger } from './ledger.ts'
import { type Line, type LineParts } from './line.ts'
import { lineBook } from './line-book.ts'

type Refusal = ReturnType<NonNullable<Fault['refuses']>> | undefined

/** The faults of one exchange, as its wires meet them. */
export interface Faults {
  /** What was traded, and what reached whom. */
  readonly ledger: Ledger
  /** The same exchange with the faults in it. Call it once, before anything is served. */
  readonly exchange: (exchange: SimulatedExchange) => SimulatedExchange
  /** What is to be done with the JSON of a message on its way out; `undefined`: nothing. */
  readonly changeOf: (message: MarketMessage) => ((json: string) => string) | undefined
  /** What a request meets instead of its answer at the moment. */
  readonly refusal: () => Refusal
  /** Gives a line to be used in place of a socket. */
  readonly open: (parts: LineParts) => Line
  /** A client has logged in; its token is made after this. */
  readonly loggedIn: (client: string) => void
  /** Puts the sessions of a wire at the faults' mercy. */
  readonly serve: (sessions: Sessions) => void
  /** Open connections, the oldest first. */
  readonly lines: () => readonly Line[]
}

/**
 * The faults of a script, for one exchange. Time is the exchange's: the same script, seed and market give the same faults, however time is
 * cut.
 *
 * @param onEvent - told of each fault that begins or ends
 */
export function faults(script: FaultScript, onEvent: (event: FaultEvent) => void = () => undefined): Faults {
  let acting = nobodyYet
  const book = ledger()
  const lines = lineBook({ now: () => acting.now(), onRead: book.read })
  const served: Sessions[] = []
  const { distort, changeOf, restamped } = distortions()
  const stage = { lines: lines.open, sessions: everyOf(served), distort }
  const stamped = (message: MarketMessage) => restamped(message, message.time + acting.wrongBy(message.time))

  return {
    ledger: book,
    exchange(exchange) {
      acting = cast(script, exchange.now, { stage, onEvent })
      return faultyExchange(exchange, {
        cast: acting,
        stamped,
        onMade: (message) => isTrade(message) && book.traded(message),
        onStep: lines.keepUp,
      })
    },
    changeOf,
    refusal: () => acting.working().reduce<Refusal>((said, fault) => said ?? fault.refuses?.(), undefined),
    open(parts) {
      const line = lines.add(parts)
      for (const fault of acting.working()) fault.opened?.(line)
      return line
    },
    loggedIn(client) {
      for (const fault of acting.working()) fault.loggedIn?.(client)
    },
    serve: (sessions) => served.push(sessions),
    lines: lines.open,
  }
}

/** All sessions of all wires as one. */
const everyOf = (served: readonly Sessions[]): Sessions => ({
  expireTokens() {
    for (const sessions of served) sessions.expireTokens()
  },
  revokeTokens(client) {
    for (const sessions of served) sessions.revokeTokens(client)
  },
  forgetConnections() {
    for (const sessions of served) sessions.forgetConnections()
  },
})
