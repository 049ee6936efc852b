import type { SocketFrame } from '../src/domain/socket.ts'
import { isObject } from './shapes.ts'

/** Something the server sent that could not be read, or a request of this client that it did not grant. */
export interface RejectedFrame {
  readonly kind: 'rejected'
  readonly reason: string
  /** The frame as received. */
  readonly raw: string
}

function parsed(text: string): { readonly json: unknown } | undefined {
  try {
    return { json: JSON.parse(text) as unknown }
  } catch {
    return undefined
  }
}

const has = (value: unknown, key: string, type: 'boolean' | 'number' | 'string') =>
  isObject(value) && typeof value[key] === type

const isOfChannel = (frame: unknown) => has(frame, 'channel', 'string') && has(frame, 'seq', 'number')

/** What makes a frame of each type what it is; the server answers for the rest. */
const kinds: Readonly<Record<string, (frame: unknown, data: unknown) => boolean>> = {
  snapshot: (frame) => isOfChannel(frame) && isObject(frame) && has(frame['feed'], 'connected', 'boolean'),
  delta: (frame, data) => isOfChannel(frame) && isObject(data),
  event: isOfChannel,
  loss: (frame, data) => isOfChannel(frame) && has(data, 'missing', 'number'),
  status: (_frame, data) => has(data, 'connected', 'boolean'),
  error: (_frame, data) => has(data, 'message', 'string'),
}

function isFrame(json: unknown): json is SocketFrame {
  if (!isObject(json) || typeof json['type'] !== 'string') return false
  return Object.hasOwn(kinds, json['type']) && kinds[json['type']]?.(json, json['data']) === true
}

/** Reads one text frame. Never throws: what is none is `rejected`, and so is the server's word that it did not grant something. */
export function readFrame(raw: string): SocketFrame | RejectedFrame {
  const frame = parsed(raw)
  if (!frame) return { kind: 'rejected', reason: 'not JSON', raw }
  if (!isFrame(frame.json)) return { kind: 'rejected', reason: 'not a frame', raw }
  if (frame.json.type !== 'error') return frame.json
  const { message, allowed } = frame.json.data
  return { kind: 'rejected', reason: `${message} ${allowed}`.trim(), raw }
}
