import { type ClassicFrame, parseFrame } from './parse-frame.ts'
import { scanFrame } from './scan-frame.ts'

export type { Answer, ClassicFrame } from './parse-frame.ts'

/**
 * Reads one frame; `undefined` when it is not a JSON object. A keep-alive, an unknown key or hub says nothing. `S` and `T` mean one
 * thing in a frame of the connection's and another beside an answer, where they are the hub's state and a stack trace.
 *
 * @param isResumed - whether its cursor is asked for; a frame of calls is read without one otherwise
 */
export function classicFrame(data: Buffer, hub: string, isResumed = true): ClassicFrame | undefined {
  return scanFrame(data, hub, isResumed) ?? parseFrame(data.toString(), hub)
}
