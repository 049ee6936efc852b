import {
  type HubMessage,
  type IHubProtocol,
  type ILogger,
  JsonHubProtocol,
  MessageType,
} from '@microsoft/signalr'
import type { Invocation } from '../protocol.ts'

/** Who hears what comes. */
export interface Hearer {
  /** The calls of the hub in one frame, in order. */
  readonly invocations: (invocations: readonly Invocation[]) => void
  /** A record that is not of the protocol. */
  readonly unreadable: (text: string) => void
}

/** Ends each record of a frame. */
const END = '\u001e'

/**
 * The JSON protocol of SignalR Core that survives a bad record: the library's own ends the connection over one. The calls of a
 * frame go out together, whatever their names; the library sees the rest.
 */
export function tolerantProtocol(hearer: Hearer): IHubProtocol {
  const json = new JsonHubProtocol()
  const { name, version, transferFormat } = json

  const read = (record: string, logger: ILogger): readonly HubMessage[] => {
    try {
      return json.parseMessages(record + END, logger)
    } catch {
      hearer.unreadable(record)
      return []
    }
  }
  return {
    name,
    version,
    transferFormat,
    writeMessage: (message) => json.writeMessage(message),
    parseMessages(input, logger) {
      const messages = recordsIn(input).flatMap((record) => read(record, logger))
      const invocations = messages.flatMap(invocationIn)
      if (invocations.length > 0) hearer.invocations(invocations)
      return messages.filter((message) => invocationIn(message).length === 0)
    },
  }
}

const recordsIn = (input: string | ArrayBuffer): readonly string[] =>
  (typeof input === 'string' ? input : Buffer.from(input).toString()).split(END).filter((text) => text !== '')

/** A call that wants no answer; the library refuses the others. */
const invocationIn = (message: HubMessage): readonly Invocation[] =>
  message.type === MessageType.Invocation && message.invocationId === undefined
    ? [{ method: message.target, args: Array.isArray(message.arguments) ? message.arguments : [] }]
    : []
