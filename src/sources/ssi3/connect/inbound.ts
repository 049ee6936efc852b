import { isJsonObject, type JsonObject } from '../../json-object.ts'

/** What one frame of the stream is. */
export type Inbound =
  /** Market data, or what nobody can read: that is rejected and counted with the other bad messages. */
  | { readonly kind: 'data' }
  /** The answer to a subscription. It names no topic. */
  | { readonly kind: 'ack'; readonly isOk: boolean; readonly message: string }
  /** The server asks whether we are there. */
  | { readonly kind: 'ping'; readonly answer: string }
  /** The server lets us in no longer: HTTP's numbers. */
  | { readonly kind: 'refusal'; readonly code: number; readonly message: string }
  /** An answer to a ping, a list of topics, news of an account: nothing to be done. */
  | { readonly kind: 'nothing' }

const DATA = { kind: 'data' } as const
const NOTHING = { kind: 'nothing' } as const

/** How nearly every frame begins; what begins otherwise is looked at. */
const START = '{"channel":"DATA","topic":'

/** Tells what a frame of the stream is. Words are read whatever their case. */
export function inbound(text: string): Inbound {
  if (text.startsWith(START)) return DATA
  const frame = objectIn(text)
  if (!frame) return DATA
  const channel = wordIn(frame, 'channel')
  if (channel === '') return withoutChannel(frame)
  const method = wordIn(frame, 'method')
  if (method === '') return channel === 'DATA' ? DATA : NOTHING
  return withMethod(method, channel, frame)
}

/** A server that pings may use either word, and a channel or none. A status makes it the answer to a ping of ours. */
function withMethod(method: string, channel: string, frame: JsonObject): Inbound {
  const status = wordIn(frame, 'status')
  if (method === 'SUBSCRIBE' && channel === 'DATA')
    return { kind: 'ack', isOk: status === 'OK', message: messageIn(frame) }
  return status === '' ? pingOf(method) : NOTHING
}

function withoutChannel(frame: JsonObject): Inbound {
  const code = Number(frame['code'] ?? NaN)
  if (code >= 400) return { kind: 'refusal', code, message: messageIn(frame) }
  return wordIn(frame, 'status') === '' ? pingOf(wordIn(frame, 'method')) : NOTHING
}

function pingOf(method: string): Inbound {
  if (method === 'PING') return { kind: 'ping', answer: HEARTBEAT.pong }
  return method === 'PING_PONG' ? { kind: 'ping', answer: HEARTBEAT.ping } : NOTHING
}

/** What is sent to show that we are there. */
export const HEARTBEAT = {
  ping: '{"method":"ping_pong","channel":"HEARTBEAT","topics":[]}',
  pong: '{"method":"pong","channel":"HEARTBEAT","topics":[]}',
}

function objectIn(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isJsonObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

const wordIn = (frame: JsonObject, key: string): string =>
  typeof frame[key] === 'string' ? frame[key].toUpperCase() : ''

function messageIn({ msg, message }: JsonObject): string {
  const said = msg ?? message
  return typeof said === 'string' ? said : ''
}
