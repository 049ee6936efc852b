/** A state cut into the pieces that change for themselves, each as JSON, by their place. */
export type Cells = ReadonlyMap<string, string | ReadonlyMap<string, string>>

/** Parts of a state whose rows change for themselves. */
const rowParts = new Set(['quotes', 'prices', 'indices'])

type Fields = Readonly<Record<string, unknown>>

const isRecord = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A record, and what was made of each of its fields. */
interface Cut<T> {
  readonly of: Fields
  readonly pieces: ReadonlyMap<string, T>
}

/** What stands in JSON of a record, each piece under its key. A value that is the same as in the record before is not written again. */
function piecesOf<T>(
  record: Fields,
  before: Cut<T> | undefined,
  pieceOf: (value: unknown, key: string) => T,
) {
  if (before?.of === record) return before.pieces
  const pieces = new Map<string, T>()
  for (const key of Object.keys(record)) {
    const value = record[key]
    if (value === undefined) continue
    const known = before?.of[key] === value ? before.pieces.get(key) : undefined
    pieces.set(key, known ?? pieceOf(value, key))
  }
  return pieces
}

const textOf = (value: unknown): string => JSON.stringify(value)

function rowsBefore(before: Cut<string | Rows> | undefined, key: string): Cut<string> | undefined {
  const [of, pieces] = [before?.of[key], before?.pieces.get(key)]
  return isRecord(of) && typeof pieces === 'object' ? { of, pieces } : undefined
}

type Rows = ReadonlyMap<string, string>

/**
 * Cuts the states of a channel, one after the other: their fields, and of those that hold rows the rows. A state that is no record is one
 * piece. What states are made of may not be changed afterwards: what is the same object as in the state before is the same piece.
 */
export function cutter(): (state: unknown) => Cells {
  let before: Cut<string | Rows> | undefined
  return (state) => {
    if (!isRecord(state)) return new Map([['', textOf(state)]])
    const pieces = piecesOf<string | Rows>(state, before, (value, key) =>
      rowParts.has(key) && isRecord(value) ? piecesOf(value, rowsBefore(before, key), textOf) : textOf(value),
    )
    before = { of: state, pieces }
    return pieces
  }
}

/** Cuts one state. */
export const cellsOf = (state: unknown): Cells => cutter()(state)

type Places = ReadonlyMap<string, unknown>

function isGone(before: Places, after: Places): boolean {
  for (const key of before.keys()) if (!after.has(key)) return true
  return false
}

/** Whether something of a state is not there any more, so that no list of changes can tell the next one. */
export function losesPlaces(before: Cells, after: Cells): boolean {
  if (isGone(before, after)) return true
  for (const [key, rows] of before) {
    const next = after.get(key)
    if (typeof rows === 'string' || rows === next) continue
    if (typeof next === 'string' || isGone(rows, next ?? new Map())) return true
  }
  return false
}

function changedRows(before: Rows | undefined, after: Rows): Rows {
  const rows = new Map<string, string>()
  for (const [row, text] of after) if (before?.get(row) !== text) rows.set(row, text)
  return rows
}

/** What is different in the next state. */
export function changes(before: Cells, after: Cells): Cells {
  const different = new Map<string, string | Rows>()
  for (const [key, value] of after) {
    const old = before.get(key)
    if (value === old) continue
    if (typeof value === 'string') {
      different.set(key, value)
      continue
    }
    const rows = changedRows(typeof old === 'string' ? undefined : old, value)
    if (rows.size > 0) different.set(key, rows)
  }
  return different
}

/** Adds one to the other and joins nothing: so a text is copied once, when all of it is written, which takes two fifths less. */
function print(cells: Cells): string {
  let text = ''
  for (const [key, value] of cells)
    text += `${text === '' ? '{' : ','}${JSON.stringify(key)}:${typeof value === 'string' ? value : print(value)}`
  return text === '' ? '{}' : `${text}}`
}

/** The JSON of pieces, in one. */
export function printCells(cells: Cells): string {
  const alone = cells.size === 1 ? cells.get('') : undefined
  return typeof alone === 'string' ? alone : print(cells)
}

/** A message as text. */
export const asText = (message: string | Cells): string =>
  typeof message === 'string' ? message : printCells(message)

/** A state in cells. */
export const inCells = (message: string | Cells): Cells =>
  typeof message === 'string' ? cellsOf(JSON.parse(message)) : message

/** The same state, in which the places of some cells are taken for different from whatever comes. */
export function touched(cells: Cells, places: Cells): Cells {
  const marked = new Map(cells)
  for (const [key, value] of places) {
    const old = marked.get(key)
    if (typeof value === 'string') marked.set(key, UNLIKE)
    else marked.set(key, new Map([...(typeof old === 'string' ? [] : (old ?? [])), ...unlike(value)]))
  }
  return marked
}

/** The JSON of nothing. */
const UNLIKE = ''
const unlike = (rows: ReadonlyMap<string, string>) => [...rows.keys()].map((row) => [row, UNLIKE] as const)
