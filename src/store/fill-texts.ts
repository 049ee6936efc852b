import { DuckDBEnumType, DuckDBTypeId, type DuckDBVector } from '@duckdb/node-api'
import type { TextData, Rows } from './column-batch.ts'
import { markNulls } from './mark-nulls.ts'
import { putShortTexts, type ShortTexts, shortTexts } from './short-texts.ts'
import { vectorMemory } from './vector-memory.ts'

/** Writes rows of a column of texts. Throws on a word that an enumeration does not have. */
export function fillTexts(vector: DuckDBVector, column: TextData, { from, count }: Rows): void {
  const part = column.codes.subarray(from, from + count)
  if (vector.type instanceof DuckDBEnumType) fillEnum(vector, column, { part, type: vector.type })
  else if (vector.type.typeId === DuckDBTypeId.VARCHAR) fillVarchar(vector, column, part)
  else for (let i = 0; i < part.length; i += 1) vector.setItem(i, column.words[(part[i] ?? 0) - 1] ?? null)
}

interface Part {
  readonly part: Uint32Array
  readonly type: DuckDBEnumType
}

/** A word of an enumeration is its place there. */
function fillEnum(vector: DuckDBVector, { name, words }: TextData, { part, type: { values } }: Part): void {
  const unknown = words.find((word) => !values.includes(word))
  if (unknown !== undefined)
    throw new RangeError(`Column ${name} takes ${values.join(', ')}, not ${unknown}.`)
  const places = [0, ...words.map((word) => values.indexOf(word))]
  const memory = vectorMemory(vector, Uint8Array)
  for (let i = 0; i < part.length; i += 1) memory[i] = places[part[i] ?? 0] ?? 0
  markNulls(vector, part.length, (i) => part[i] === 0)
}

/** The words of a batch as they lie in a vector: a batch fills many. */
const laidOut = new WeakMap<readonly string[], ShortTexts>()

function laidOutOf(texts: readonly string[]): ShortTexts {
  const known = laidOut.get(texts) ?? shortTexts(texts)
  laidOut.set(texts, known)
  return known
}

function fillVarchar(vector: DuckDBVector, { words: texts }: TextData, part: Uint32Array): void {
  const { words, isShort } = laidOutOf(texts)
  putShortTexts(vector, part, words)
  markNulls(vector, part.length, (i) => part[i] === 0)
  if (isShort.includes(false))
    part.forEach((code, i) => {
      if (isShort[code] === false) vector.setItem(i, texts[code - 1] ?? null)
    })
}
