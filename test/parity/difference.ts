import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const LINE_END = 10
/** Characters of a line that are told, before and after the place where it differs. */
const [BEFORE, AFTER] = [60, 240]

/** How two recorded runs lie to each other. */
export type Relation =
  /** They are the same. */
  | 'whole'
  /** The second broke off: it is what the first begins with. */
  | 'beginning'
  /** The second went on with what an earlier one saved: it is what the first ends with. */
  | 'end'

/** The tracks of a recorded run. */
export const tracksIn = (dir: string): readonly string[] =>
  readdirSync(dir)
    .map((name) => name.replace(/\.txt$/, ''))
    .sort()

/** A track, as bytes; empty where there was nothing to record. */
function track(dir: string, name: string): Buffer {
  const path = join(dir, `${name}.txt`)
  return existsSync(path) ? readFileSync(path) : Buffer.alloc(0)
}

/** The lines of a track, each without its end. */
export const linesOf = (dir: string, name: string): readonly string[] => {
  const text = track(dir, name).toString()
  return text === '' ? [] : text.replace(/\n$/, '').split('\n')
}

/** How many lines a track has. */
export const lineCount = (dir: string, name: string): number => count(track(dir, name))

/** The hash of each track of a recorded run. */
export const hashes = (dir: string): Readonly<Record<string, string>> =>
  Object.fromEntries(tracksIn(dir).map((name) => [name, hashOf(track(dir, name))]))

const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

/** Which tracks are compared, and how. */
export interface Comparison {
  readonly relation: Relation
  readonly except?: readonly string[]
}

/**
 * The first thing in which a recorded run is not what another one says that it must be: the track, the number of the line, and both lines around
 * the place where they part. `undefined` where there is none. A line that was being written when the process was killed does not count.
 */
export function difference(
  expected: string,
  actual: string,
  { relation, except = [] }: Comparison,
): string | undefined {
  const names = [...new Set([...tracksIn(expected), ...tracksIn(actual)])].filter(
    (name) => !except.includes(name),
  )
  for (const name of names) {
    const found = ofTrack(track(expected, name), track(actual, name), relation)
    if (found)
      return `${name}: ${found}\n
  of ${expected}\n  and ${actual}`
  }
  return undefined
}

function ofTrack(expected: Buffer, actual: Buffer, relation: Relation): string | undefined {
  const whole = relation === 'beginning' ? actual.subarray(0, actual.lastIndexOf(LINE_END) + 1) : actual
  if (relation === 'end') return fromLine(...stretch(expected, whole))
  return fromLine(relation === 'beginning' ? expected.subarray(0, whole.length) : expected, whole, 1)
}

/** The last lines of `expected`, as many bytes as there are; and the number of the first. */
function stretch(expected: Buffer, actual: Buffer): [Buffer, Buffer, number] {
  const from = Math.max(0, expected.length - actual.length)
  return [expected.subarray(from), actual, 1 + count(expected.subarray(0, from))]
}

const count = (bytes: Buffer): number => {
  let lines = 0
  for (let at = bytes.indexOf(LINE_END); at >= 0; at = bytes.indexOf(LINE_END, at + 1)) lines += 1
  return lines
}

function fromLine(expected: Buffer, actual: Buffer, firstLine: number): string | undefined {
  if (expected.equals(actual)) return undefined
  const at = parting(expected, actual)
  const begin = expected.subarray(0, at).lastIndexOf(LINE_END) + 1
  const line = firstLine + count(expected.subarray(0, begin))
  return [
    `line ${line} differs at byte ${at - begin}`,
    `expected ${around(expected, begin, at)}`,
    `  actual ${around(actual, begin, at)}`,
  ].join('\n')
}

/** The first byte that is not the same. */
function parting(a: Buffer, b: Buffer): number {
  const common = Math.min(a.length, b.length)
  let [from, to] = [0, common]
  while (from < to) {
    const middle = Math.ceil((from + to) / 2)
    if (a.subarray(from, middle).equals(b.subarray(from, middle))) from = middle
    else to = middle - 1
  }
  return from
}

function around(bytes: Buffer, begin: number, at: number): string {
  if (at >= bytes.length) return '(nothing)'
  const end = bytes.indexOf(LINE_END, at)
  const from = Math.max(begin, at - BEFORE)
  const to = Math.min(end < 0 ? bytes.length : end, at + AFTER)
  return `${from > begin ? '…' : ''}${bytes.subarray(from, to).toString()}${to < end ? '…' : ''}`
}
