import { fieldReader, isJsonObject, type JsonObject } from '../../json-object.ts'
import { HUB } from './signalr-url.ts'

/** What one frame of a SignalR server says. */
export interface HubFrame {
  /** The connection is up. */
  readonly isInit: boolean
  /** The server asks to be connected to anew. */
  readonly wantsReconnect: boolean
  /** Cursor to resume after. */
  readonly messageId: string | undefined
  /** Proof of the groups that the connection is in. */
  readonly groupsToken: string | undefined
  /** Id of the invocation that the frame answers. */
  readonly answers: string | undefined
  /** Error of that invocation, or of the whole connection. */
  readonly error: string | undefined
  /** Arguments of the hub's Broadcasts, in order; the frame itself where it cannot be read. */
  readonly broadcasts: readonly string[]
  /** Texts of the hub's Errors. */
  readonly complaints: readonly string[]
}

/**
 * Reads one frame. A keep-alive, an unknown key, hub or method says nothing.
 * A frame that is not JSON is handed on as a broadcast, so that it is rejected and counted with the other bad messages.
 */
export function hubFrame(text: string): HubFrame {
  const frame = objectIn(text)
  const calls = callsIn(frame?.['M'])
  const { C, G, I, E, S, T } = frame ?? {}
  return {
    isInit: S === 1,
    wantsReconnect: T === 1,
    messageId: textIn(C),
    groupsToken: textIn(G),
    answers: textIn(I),
    error: textIn(E),
    broadcasts: frame ? argumentsOf(calls, 'broadcast') : [text],
    complaints: argumentsOf(calls, 'error'),
  }
}

function objectIn(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isJsonObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** A call of this hub's; the method is '' for another hub. Names are compared without case. */
interface Call {
  readonly method: string
  readonly argument: string
}

const callsIn = (raw: unknown): readonly Call[] =>
  Array.isArray(raw) ? raw.filter(isJsonObject).map(callIn) : []

function callIn(call: JsonObject): Call {
  const field = fieldReader(call)
  const isOurs = String(field('H')).toLowerCase() === HUB.toLowerCase()
  const args = field('A')
  const first: unknown = Array.isArray(args) ? args[0] : undefined
  return {
    method: isOurs ? String(field('M')).toLowerCase() : '',
    argument: typeof first === 'string' ? first : JSON.stringify(first ?? null),
  }
}

const argumentsOf = (calls: readonly Call[], method: string): readonly string[] =>
  calls.filter((call) => call.method === method).map(({ argument }) => argument)

const textIn = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
