import type { StatusJson } from '../src/domain/wire.ts'
import { shapes } from './shapes.ts'

/** A frame that could not be read. */
export interface RejectedFrame {
  readonly kind: 'rejected'
  readonly reason: string
  /** The frame as received. */
  readonly raw: string
}

/** What a frame of a channel says. */
export type FrameContent<T> =
  | { readonly kind: 'value'; readonly value: T }
  | { readonly kind: 'status'; readonly status: StatusJson }
  /** The server had to leave frames out, because this reader was too slow. */
  | { readonly kind: 'loss'; readonly missing: number }
  | RejectedFrame

function parsed(text: string): { readonly json: unknown } | undefined {
  try {
    return { json: JSON.parse(text) as unknown }
  } catch {
    return undefined
  }
}

/** Reads one text frame of a channel whose values are told by `isValue`. Never throws: what is neither is `rejected`. */
export function readFrame<T>(raw: string, isValue: (json: unknown) => json is T): FrameContent<T> {
  const frame = parsed(raw)
  if (!frame) return { kind: 'rejected', reason: 'not JSON', raw }
  const { json } = frame
  if (shapes.status(json)) return { kind: 'status', status: json }
  if (shapes.loss(json)) return { kind: 'loss', missing: json.missing }
  if (isValue(json)) return { kind: 'value', value: json }
  return { kind: 'rejected', reason: 'not what this channel carries', raw }
}
