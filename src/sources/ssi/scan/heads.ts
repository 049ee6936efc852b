import { scratch } from '../../scan/scratch.ts'
import type { Shape } from '../../scan/shape.ts'
import { SHAPES } from './shapes.ts'

const bytes = scratch

/** How the server begins a message of a kind: `{"DataType":"X-QUOTE","Content":"`. Then comes the content. */
export interface Head {
  readonly kind: string
  readonly length: number
  /** Of the content. */
  readonly shape: Shape
  /** Eight bytes each, the last ones behind the others or among them. */
  readonly words: readonly number[]
}

const BEFORE = '{"DataType":"'

function head(kind: string, shape: Shape): Head {
  const text = Buffer.from(`${BEFORE}${kind}","Content":"`)
  const { length } = text
  const starts = [...Array.from({ length: Math.floor(length / 8) }, (_, i) => i * 8), length - 8]
  return { kind, length, shape, words: starts.map((start) => text.readDoubleLE(start)) }
}

const kindWord = ({ kind }: Head): number => Buffer.from(`${kind}","`).readInt32LE(0)

/** The heads by the first four bytes of the kind and what follows. */
const HEADS: ReadonlyMap<number, Head> = new Map(
  [...SHAPES].map(([kind, { text }]) => head(kind, text)).map((each) => [kindWord(each), each]),
)

/** The head that stands at a position; `undefined` for any other. To know it as a whole takes a twentieth off the decoding of a frame. */
export function headAt(start: number): Head | undefined {
  const found = HEADS.get(bytes.getInt32(start + BEFORE.length, true))
  return found && stands(found, start) ? found : undefined
}

function stands({ words, length }: Head, start: number): boolean {
  const last = words.length - 1
  for (let i = 0; i < last; i += 1) if (bytes.getFloat64(start + i * 8, true) !== words[i]) return false
  return bytes.getFloat64(start + length - 8, true) === words[last]
}
