import { plainEnd, textAt } from '../../scan/scan-text.ts'
import { loadBytes, scratch } from '../../scan/scratch.ts'
import { unescaped, unescapeText } from '../../scan/unescape-text.ts'
import type { Invocation } from '../protocol.ts'
import type { ClassicFrame } from './parse-frame.ts'

const bytes = scratch

/** Longest head of a call that is known again, bytes. */
const HEAD = 128

/** Four to eight bytes that have to stand in a frame, by the first and the last four. */
interface Literal {
  readonly length: number
  readonly first: number
  readonly last: number
}

const literal = (text: string): Literal => {
  const bytes = Buffer.from(text)
  return { length: bytes.length, first: bytes.readInt32LE(0), last: bytes.readInt32LE(bytes.length - 4) }
}

const CURSOR = literal('{"C":"')
const CALLS = literal('","M":[')
const HUB = literal('{"H":"')
const METHOD = literal('","M":"')
const ARGUMENT = literal('","A":["')
const COMMA = 0x2c
/** `]}`, the first byte below. */
const END = 0x7d5d

/**
 * Reads a frame of calls with one text each, as the server writes nearly all of them, without `JSON.parse`:
 * `{"C":"…","M":[{"H":"…","M":"Broadcast","A":["…"]},…]}`. `undefined` for any other.
 *
 * @param isResumed - whether the cursor is asked for. A connection that is not resumed does without: it takes a twentieth of all.
 */
export function scanFrame(data: Buffer, hub: string, isResumed = true): ClassicFrame | undefined {
  if (!loadBytes(data)) return undefined
  const cursor = after(CURSOR, 0)
  const cursorEnd = cursor < 0 ? -1 : plainEnd(cursor)
  const calls = after(CALLS, cursorEnd)
  if (calls < 0) return undefined
  const messageId = isResumed ? textAt(cursor, cursorEnd) : undefined
  const invocations = scanCalls(calls, hub)
  return afterEnd(callEnd) === data.length ? frameOf(messageId, invocations) : undefined
}

/** Reads the calls that begin at a position, those of the hub. */
function scanCalls(start: number, hub: string): readonly Invocation[] {
  const call = scanCall(start, hub)
  // Nearly always one: room for more is made where more come.
  const invocations = call ? [call] : []
  while (callEnd >= 0 && bytes.getUint8(callEnd) === COMMA) {
    const another = scanCall(callEnd + 1, hub)
    if (another) invocations.push(another)
  }
  return invocations
}

/** A frame that says nothing else. */
const frameOf = (messageId: string | undefined, invocations: readonly Invocation[]): ClassicFrame => ({
  isInit: false,
  wantsReconnect: false,
  messageId,
  groupsToken: undefined,
  answer: undefined,
  failure: undefined,
  invocations,
})

/**
 * The head of the call that was read last, `{"H":"…","M":"Broadcast","A":["`, with what it says. Nearly all calls have the same: to compare it as a
 * whole takes a twentieth off the decoding of a frame.
 */
const known = { bytes: new DataView(new ArrayBuffer(HEAD)), length: 0, hub: '', method: '' }

/** Where the call ends that was read last; -1 where there was none. */
let callEnd = -1

/** Reads the call that begins at a position; `undefined` for one of another hub's. Tells where it ends. */
function scanCall(start: number, hub: string): Invocation | undefined {
  if (known.hub !== hub || !isKnown(start)) return scanOtherCall(start, hub)
  callEnd = afterEnd(unescapeText(start + known.length))
  return callEnd < 0 ? undefined : { method: known.method, args: [unescaped()] }
}

/** Eight bytes at once, the last eight behind the others or among them. */
function isKnown(start: number): boolean {
  const last = known.length - 8
  for (let i = 0; i < last; i += 8)
    if (bytes.getFloat64(start + i) !== known.bytes.getFloat64(i)) return false
  return bytes.getFloat64(start + last) === known.bytes.getFloat64(last)
}

function scanOtherCall(start: number, hub: string): Invocation | undefined {
  const name = after(HUB, start)
  const nameEnd = name < 0 ? -1 : plainEnd(name)
  const method = after(METHOD, nameEnd)
  const methodEnd = method < 0 ? -1 : plainEnd(method)
  const argument = after(ARGUMENT, methodEnd)
  callEnd = argument < 0 ? -1 : afterEnd(unescapeText(argument))
  if (callEnd < 0 || textAt(name, nameEnd).toLowerCase() !== hub.toLowerCase()) return undefined
  const text = textAt(method, methodEnd)
  if (argument - start <= HEAD) note(start, argument, { hub, method: text })
  return { method: text, args: [unescaped()] }
}

function note(start: number, end: number, head: { readonly hub: string; readonly method: string }): void {
  for (let i = start; i < end; i += 1) known.bytes.setUint8(i - start, bytes.getUint8(i))
  Object.assign(known, head, { length: end - start })
}

/** Where a literal that stands at a position ends; -1 where it does not stand there, and for -1. */
function after({ length, first, last }: Literal, p: number): number {
  const stands = p >= 0 && bytes.getInt32(p, true) === first && bytes.getInt32(p + length - 4, true) === last
  return stands ? p + length : -1
}

/** The same for `]}`. */
const afterEnd = (p: number): number => (p >= 0 && bytes.getInt16(p, true) === END ? p + 2 : -1)
