import { plainEnd, textAt } from '../../scan/scan-text.ts'
import { loadBytes, scratch } from '../../scan/scratch.ts'
import { unescaped, unescapeText } from '../../scan/unescape-text.ts'
import type { Invocation } from '../protocol.ts'
import type { ClassicFrame } from './parse-frame.ts'

const bytes = scratch

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
 */
export function scanFrame(data: Buffer, hub: string): ClassicFrame | undefined {
  if (!loadBytes(data)) return undefined
  const cursor = after(CURSOR, 0)
  const cursorEnd = cursor < 0 ? -1 : plainEnd(cursor)
  const invocations: Invocation[] = []
  let p = after(CALLS, cursorEnd)
  if (p < 0) return undefined
  const messageId = textAt(cursor, cursorEnd)
  for (;;) {
    p = scanCall(p, hub, invocations)
    if (p < 0) return undefined
    if (bytes.getUint8(p) !== COMMA) break
    p += 1
  }
  return afterEnd(p) === data.length ? frameOf(messageId, invocations) : undefined
}

/** A frame that says nothing else. */
const frameOf = (messageId: string, invocations: readonly Invocation[]): ClassicFrame => ({
  isInit: false,
  wantsReconnect: false,
  messageId,
  groupsToken: undefined,
  answer: undefined,
  failure: undefined,
  invocations,
})

/** Reads the call that begins at a position, and keeps it if it is of the hub. Gives where it ends, or -1. */
function scanCall(start: number, hub: string, invocations: Invocation[]): number {
  const name = after(HUB, start)
  const nameEnd = name < 0 ? -1 : plainEnd(name)
  const method = after(METHOD, nameEnd)
  const methodEnd = method < 0 ? -1 : plainEnd(method)
  const argument = after(ARGUMENT, methodEnd)
  const end = argument < 0 ? -1 : afterEnd(unescapeText(argument))
  if (end >= 0 && isName(textAt(name, nameEnd), hub))
    invocations.push({ method: textAt(method, methodEnd), args: [unescaped()] })
  return end
}

const isName = (name: string, hub: string): boolean =>
  name === hub || name.toLowerCase() === hub.toLowerCase()

/** Where a literal that stands at a position ends; -1 where it does not stand there, and for -1. */
function after({ length, first, last }: Literal, p: number): number {
  const stands = p >= 0 && bytes.getInt32(p, true) === first && bytes.getInt32(p + length - 4, true) === last
  return stands ? p + length : -1
}

/** The same for `]}`. */
const afterEnd = (p: number): number => (p >= 0 && bytes.getInt16(p, true) === END ? p + 2 : -1)
