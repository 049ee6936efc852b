import { Deserializer, Serializer } from 'node:v8'

/*
 * Plain data as bytes: V8's own form, for which NaN, -0, undefined, the order of a Map and typed arrays are what they are. A
 * value is written after a word that says how: whole, or taken apart, so that no single step takes long.
 */
const WHOLE = 0
const LIST = 1
const RECORD = 2
const MAP = 3

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

/**
 * Writes plain data, step by step: it stops after each, and the data must not change before the end, which gives the bytes.
 * What holds one object in two places holds one in two places afterwards; but a map of many entries, and what it lies in, becomes
 * another one at each place, and so do objects that entries of a list of such have in common. Throws on a function.
 */
export function* writingSnapshot(data: unknown): Generator<undefined, Buffer> {
  const bytes = new Serializer()
  bytes.writeHeader()
  yield* write(bytes, data)
  return bytes.releaseBuffer()
}

/** Each entry by itself: to know the objects of all of them again would cost more than all else. */
function* writeList(bytes: Serializer, list: readonly unknown[]): Generator<undefined, void> {
  bytes.writeUint32(LIST)
  bytes.writeUint32(list.length)
  for (const entry of list) {
    const written = yield* writingSnapshot(entry)
    bytes.writeUint32(written.length)
    bytes.writeRawBytes(written)
  }
}

function* write(bytes: Serializer, value: unknown): Generator<undefined, void> {
  if (!isLarge(value)) {
    bytes.writeUint32(WHOLE)
    bytes.writeValue(value)
    yield
  } else if (value instanceof Map) yield* writeMap(bytes, value)
  else if (Array.isArray(value)) yield* writeList(bytes, value)
  else yield* writeRecord(bytes, Object.entries(value as object))
}

function* writeRecord(bytes: Serializer, fields: readonly [string, unknown][]): Generator<undefined, void> {
  bytes.writeUint32(RECORD)
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
  const writing = writingSnapshot(data)
  for (;;) {
    const { done, value } = writing.next()
    if (done) return value
  }
}

/** Reads what was written. Throws when it is damaged in a way that can be seen. */
export function readSnapshot(bytes: Uint8Array): unknown {
  const reader = new Deserializer(bytes)
  reader.readHeader()
  return read(reader)
}

function read(bytes: Deserializer): unknown {
  const form = bytes.readUint32()
  if (form === LIST)
    return Array.from({ length: bytes.readUint32() }, () =>
      readSnapshot(bytes.readRawBytes(bytes.readUint32())),
    )
  if (form === RECORD) {
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
