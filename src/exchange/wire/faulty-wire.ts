import type { Faults } from '../faults/faults.ts'
import { logins } from '../faults/logins.ts'
import type { MarketMessage } from '../message.ts'
import type { Access } from './access.ts'
import type { Handler } from './handler.ts'
import type { Hub } from './hub.ts'
import type { HubSocket } from './hub-connection.ts'
import type { OpenedSocket } from './hub-sockets.ts'
import { refusing } from './refusing.ts'
import { sentTrades } from './sent-trades.ts'

/** Where faults reach into version 2 of the wire. */
export interface FaultyWire {
  /** Lets in whom the faults let in, too. */
  readonly guard: (access: Access) => Access
  /** The argument of a Broadcast as it goes out. */
  readonly outgoing: (message: MarketMessage, argument: string) => string
  /** What a hub writes to. */
  readonly lineOf: (opened: OpenedSocket) => HubSocket
  /** Answers when the faults let it. */
  readonly refusing: (handler: Handler) => Handler
  /** The faults can make these hubs forget. */
  readonly serve: (hubs: readonly Hub[]) => void
}

/** A wire that nothing happens to. */
const SOUND: FaultyWire = {
  guard: (access) => access,
  outgoing: (_message, argument) => argument,
  lineOf: ({ socket }) => socket,
  refusing: (handler) => handler,
  serve: () => undefined,
}

/** Joins version 2 of the wire to the faults of an exchange; without any it does nothing. */
export function faultyWire(faults: Faults | undefined): FaultyWire {
  if (!faults) return SOUND
  const { guard, expireTokens, revokeTokens } = logins(faults.loggedIn)
  return {
    guard,
    outgoing(message, argument) {
      const change = faults.changeOf(message)
      return change ? withContent(argument, change) : argument
    },
    lineOf: (opened) =>
      faults.open({ ...opened, isMessage: (text) => text.includes('"M":[{'), tradesIn: sentTrades }),
    refusing: (handler) => refusing(handler, faults.refusal),
    serve: (hubs) =>
      faults.serve({
        expireTokens,
        revokeTokens,
        forgetConnections() {
          for (const hub of hubs) hub.forget()
        },
      }),
  }
}

function withContent(argument: string, change: (json: string) => string): string {
  const envelope = JSON.parse(argument) as { readonly Content: string }
  return JSON.stringify({ ...envelope, Content: change(envelope.Content) })
}
