import { fieldReader, isJsonObject, type JsonObject } from '../../json-object.ts'
import type { Invocation } from '../protocol.ts'

/** The answer to a call. */
export interface Answer {
  readonly id: string
  /** `undefined` for a method that returns nothing. */
  readonly result: unknown
  readonly error: string | undefined
}

/** What one frame of a classic server says. */
export interface ClassicFrame {
  /** The connection is up. */
  readonly isInit: boolean
  /** The server asks to be connected to anew. */
  readonly wantsReconnect: boolean
  /** Cursor to resume after. */
  readonly messageId: string | undefined
  /** Proof of the groups that the connection is in. */
  readonly groupsToken: string | undefined
  readonly answer: Answer | undefined
  /** Error of the whole connection. */
  readonly failure: string | undefined
  /** Calls of this hub's, in order. */
  readonly invocations: readonly Invocation[]
}

/** Reads any frame, with `JSON.parse`; `undefined` when it is not a JSON object. */
export function parseFrame(text: string, hub: string): ClassicFrame | undefined {
  const frame = objectIn(text)
  if (!frame) return undefined
  const { C, G, I, E, R, S, T, M } = frame
  const id = textIn(I)
  const error = textIn(E)
  return {
    isInit: S === 1,
    wantsReconnect: T === 1,
    messageId: textIn(C),
    groupsToken: textIn(G),
    answer: id === undefined ? undefined : { id, result: R, error },
    failure: id === undefined ? error : undefined,
    invocations: Array.isArray(M) ? M.filter(isJsonObject).flatMap((call) => invocationIn(call, hub)) : [],
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

function invocationIn(call: JsonObject, hub: string): readonly Invocation[] {
  const field = fieldReader(call)
  const [name, method, args] = [field('H'), field('M'), field('A')]
  if (typeof name !== 'string' || typeof method !== 'string') return []
  if (name.toLowerCase() !== hub.toLowerCase()) return []
  return [{ method, args: Array.isArray(args) ? args : [] }]
}

const textIn = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
