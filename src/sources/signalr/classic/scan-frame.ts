import { plainEnd, textAt } from '../../scan/scan-text.ts'
import { load, scratch } from '../../scan/scratch.ts'
import { unescaped, unescapeText } from '../../scan/unescape-text.ts'
import type { Invocation } from '../signalr.ts'

/** The calls of a frame, and its cursor. */
export interface ScannedFrame {
  readonly messageId: string
  readonly invocations: readonly Invocation[]
}

/** Text that has to stand in a frame. */
type Literal = readonly number[]
const literal = (text: string): Literal => [...Buffer.from(text)]

const CURSOR = literal('{"C":"')
const CALLS = literal('","M":[')
const HUB = literal('{"H":"')
const METHOD = literal('","M":"')
const ARGUMENT = literal('","A":["')
const CALL_END = literal(']}')
const FRAME_END = literal(']}')
const COMMA = 0x2c

/**
 * Reads a frame of calls with one text each, as the server writes nearly all of them, without `JSON.parse`:
 * `{"C":"…","M":[{"H":"…","M":"Broadcast","A":["…"]},…]}`. `undefined` for any other.
 */
export function scanFrame(text: string, hub: string): ScannedFrame | undefined {
  if (!load(text)) return undefined
  const cursor = after(CURSOR, 0)
  const cursorEnd = cursor < 0 ? -1 : plainEnd(cursor)
  const invocations: Invocation[] = []
  let p = after(CALLS, cursorEnd)
  if (p < 0) return undefined
  const messageId = textAt(cursor, cursorEnd)
  for (;;) {
    p = scanCall(p, hub, invocations)
    if (p < 0) return undefined
    if (scratch.getUint8(p) !== COMMA) break
    p += 1
  }
  return after(FRAME_END, p) === text.length ? { messageId, invocations } : undefined
}

/** Reads the call that begins at a position, and keeps it if it is of the hub. Gives where it ends, or -1. */
function scanCall(start: number, hub: string, invocations: Invocation[]): number {
  const name = after(HUB, start)
  const nameEnd = name < 0 ? -1 : plainEnd(name)
  const method = after(METHOD, nameEnd)
  const methodEnd = method < 0 ? -1 : plainEnd(method)
  const argument = after(ARGUMENT, methodEnd)
  const end = argument < 0 ? -1 : after(CALL_END, unescapeText(argument))
  if (end >= 0 && isName(textAt(name, nameEnd), hub))
    invocations.push({ method: textAt(method, methodEnd), args: [unescaped()] })
  return end
}

const isName = (name: string, hub: string): boolean =>
  name === hub || name.toLowerCase() === hub.toLowerCase()

/** Where a literal that stands at a position ends; -1 where it does not stand there, and for -1. */
function after(expected: Literal, p: number): number {
  if (p < 0) return -1
  for (let i = 0; i < expected.length; i += 1) if (scratch.getUint8(p + i) !== expected[i]) return -1
  return p + expected.length
}
