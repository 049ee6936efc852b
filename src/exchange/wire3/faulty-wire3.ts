import type { Faults } from '../faults/faults.ts'
import type { MarketMessage } from '../message.ts'
import type { Handler } from '../wire/handler.ts'
import type { HubSocket } from '../wire/hub-connection.ts'
import type { OpenedSocket } from '../wire/hub-sockets.ts'
import { refusing } from '../wire/refusing.ts'
import type { Sessions } from './auth/sessions.ts'
import { tradeMemory } from './trade-memory.ts'

/** Where faults reach into version 3 of the wire. */
export interface FaultyWire3 {
  /** The data of an event as it goes out, as JSON. */
  readonly outgoing: (message: MarketMessage, data: string) => string
  /** What the stream writes to. */
  readonly lineOf: (opened: OpenedSocket) => HubSocket
  /** Answers when the faults let it. */
  readonly refusing: (handler: Handler) => Handler
  /** A key logs in; its token is made after this. */
  readonly loggedIn: (apiKey: string) => void
  /** The faults can end these sessions. */
  readonly serve: (sessions: Pick<Sessions, 'expireTokens' | 'endSessions'>) => void
}

/** A wire that nothing happens to. */
const SOUND: FaultyWire3 = {
  outgoing: (_message, data) => data,
  lineOf: ({ socket }) => socket,
  refusing: (handler) => handler,
  loggedIn: () => undefined,
  serve: () => undefined,
}

/** Joins version 3 of the wire to the faults of an exchange; without any it does nothing. */
export function faultyWire3(faults: Faults | undefined): FaultyWire3 {
  if (!faults) return SOUND
  const trades = tradeMemory()
  return {
    outgoing(message, data) {
      const changed = faults.changeOf(message)?.(data) ?? data
      if (message.kind === 'trade') trades.note(message, changed)
      return changed
    },
    lineOf: (opened) => faults.open({ ...opened, isMessage, tradesIn: trades.in }),
    refusing: (handler) => refusing(handler, faults.refusal),
    loggedIn: faults.loggedIn,
    serve: ({ expireTokens, endSessions }) =>
      faults.serve({
        expireTokens,
        revokeTokens: endSessions,
        // A socket is the whole of a connection here: nothing can come back to it.
        forgetConnections: () => undefined,
      }),
  }
}

/** Events name their channel first, acknowledgements the method. */
const isMessage = (text: string): boolean => text.startsWith('{"channel":')
