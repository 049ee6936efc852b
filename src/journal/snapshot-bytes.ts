import { Deserializer, Serializer } from 'node:v8'
import { type KeptBytes, keptBytes } from './kept-bytes.ts'

/*
 * Plain data as bytes, taken apart into blocks so that no single step takes long and none needs much memory at once:
 *
 *   block := WHOLE  u32 length, bytes      one value in V8's own form, for which NaN, -0, undefined, the order of a Map and
 *                                          typed arrays are what they are; a map of many entries in it in steps
 *          | LIST   u32 count, block ...
 *          | RECORD u32 count, block (the names), block ...
 */
const WHOLE = 0
const LIST = 1
const RECORD = 2

/* Inside a WHOLE a value comes after a word of these. */
const PLAIN = 0
const FIELDS = 1
const MAP = 2

/** Entries of a map that are written in one step. */
const STEP = 64
/** How deep below the top something large is looked for. */
const DEPTH = 6

type Entries = ReadonlyMap<unknown, unknown>

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype

/** True for a map that takes more than one step, and for a list or record in which there is one. */
function isLarge(value: unknown, depth = DEPTH): boolean {
  if (value instanceof Map) return value.size > STEP
  if (depth === 0) return false
  if (Array.isArray(value)) return value.length <= STEP && value.some((part) => isLarge(part, depth - 1))
  return isRecord(value) && Object.values(value).some((part) => isLarge(part, depth - 1))
}

/** A list with something large in it. Its entries are blocks: to know the objects of all of them again would cost more than all else. */
const isLargeList = (value: unknown, depth = DEPTH): value is readonly unknown[] =>
  Array.isArray(value) && isLarge(value, depth)

/** True for a record in which there is a large list, however deep. */
const holdsLargeList = (value: unknown, depth = DEPTH): value is Readonly<Record<string, unknown>> =>
  depth > 0 &&
  isRecord(value) &&
  Object.values(value).some((part) => isLargeList(part, depth - 1) || holdsLargeList(part, depth - 1))

/**
 * Writes plain data, step by step, behind what `bytes` has: it stops after each step, and the data must not change before the
 * end. What holds one object in two places holds one in two places afterwards; but a list in which there is a map of many
 * entries, and what that list lies in, becomes another one at each place, and so do objects that its entries have in common.
 * Throws on a function.
 */
export function* writingSnapshot(data: unknown, bytes: KeptBytes): Generator<undefined, void> {
  if (isLargeList(data)) {
    writeHead(bytes, LIST, data.length)
    for (const entry of data) yield* writingSnapshot(entry, bytes)
  } else if (holdsLargeList(data)) {
    const fields = Object.entries(data)
    writeHead(bytes, RECORD, fields.length)
    yield* writeWhole(
      fields.map(([name]) => name),
      bytes,
    )
    for (const [, value] of fields) yield* writingSnapshot(value, bytes)
  } else yield* writeWhole(data, bytes)
}

function writeHead(bytes: KeptBytes, form: number, size: number): void {
  bytes.appendUint32(form)
  bytes.appendUint32(size)
}

function* writeWhole(value: unknown, bytes: KeptBytes): Generator<undefined, void> {
  const whole = new Serializer()
  whole.writeHeader()
  yield* write(whole, value)
  const written = whole.releaseBuffer()
  writeHead(bytes, WHOLE, written.length)
  bytes.append(written)
}

function* write(bytes: Serializer, value: unknown): Generator<undefined, void> {
  if (!isLarge(value)) {
    bytes.writeUint32(PLAIN)
    bytes.writeValue(value)
    yield
  } else if (value instanceof Map) yield* writeMap(bytes, value)
  else yield* writeFields(bytes, Object.entries(value as object))
}

function* writeFields(bytes: Serializer, fields: readonly [string, unknown][]): Generator<undefined, void> {
  bytes.writeUint32(FIELDS)
  bytes.writeValue(fields.map(([name]) => name))
  for (const [, value] of fields) yield* write(bytes, value)
}

function* writeMap(bytes: Serializer, entries: Entries): Generator<undefined, void> {
  bytes.writeUint32(MAP)
  bytes.writeUint32(Math.ceil(entries.size / STEP))
  let step: unknown[] = []
  for (const [key, value] of entries) {
    step.push(key, value)
    if (step.length < 2 * STEP) continue
    bytes.writeValue(step)
    step = []
    yield
  }
  if (step.length > 0) bytes.writeValue(step)
  yield
}

/** Writes plain data at once. */
export function snapshotBytes(data: unknown): Buffer {
  const bytes = keptBytes()
  const writing = writingSnapshot(data, bytes)
  while (!writing.next().done);
  return bytes.view()
}

/** Reads what was written. Throws when it is damaged in a way that can be seen. */
export function readSnapshot(bytes: Uint8Array): unknown {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 0
  const take = (length: number) => buffer.subarray(at, (at += length))
  const takeUint32 = () => take(Uint32Array.BYTES_PER_ELEMENT).readUInt32LE()
  const takeBlock = (): unknown => {
    const form = takeUint32()
    const size = takeUint32()
    if (form === WHOLE) return readWhole(take(size))
    if (form === LIST) return Array.from({ length: size }, takeBlock)
    if (form !== RECORD) throw new RangeError(`${form} is no form of a block`)
    const names = takeBlock() as readonly string[]
    return Object.fromEntries(names.map((name) => [name, takeBlock()]))
  }
  return takeBlock()
}

function readWhole(bytes: Uint8Array): unknown {
  const reader = new Deserializer(bytes)
  reader.readHeader()
  return read(reader)
}

function read(bytes: Deserializer): unknown {
  const form = bytes.readUint32()
  if (form === FIELDS) {
    const names = bytes.readValue() as readonly string[]
    return Object.fromEntries(names.map((name) => [name, read(bytes)]))
  }
  return form === MAP ? readMap(bytes) : bytes.readValue()
}

function readMap(bytes: Deserializer): Entries {
  const entries = new Map<unknown, unknown>()
  for (let steps = bytes.readUint32(); steps > 0; steps--) {
    const step = bytes.readValue() as readonly unknown[]
    for (let at = 0; at < step.length; at += 2) entries.set(step[at], step[at + 1])
  }
  return entries
}
