import {
  Bool,
  type DataType,
  Field,
  Float64,
  RecordBatch,
  RecordBatchStreamWriter,
  Schema,
  Struct,
  makeData,
  Utf8,
  vectorFromArray,
} from 'apache-arrow'

type Cell = number | string | boolean | null
type Row = Readonly<Record<string, Cell>>

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The fields of a value by their paths with dots; a list is JSON. */
function cells(value: unknown, path = ''): readonly (readonly [string, Cell])[] {
  if (isRecord(value))
    return Object.entries(value).flatMap(([name, part]) =>
      cells(part, path === '' ? name : `${path}.${name}`),
    )
  const isPlain = typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean'
  return [[path === '' ? 'value' : path, value === null || isPlain ? value : JSON.stringify(value)]]
}

const rowOf = (value: unknown, more: Row = {}): Row => ({ ...more, ...Object.fromEntries(cells(value)) })

/** Whether all that stands in a record are records: then it is rows by their keys. */
const isRows = (value: unknown): value is Readonly<Record<string, unknown>> =>
  isRecord(value) && Object.values(value).every(isRecord) && Object.keys(value).length > 0

/** Rows of a record by their keys. */
const keyed = (rows: Readonly<Record<string, unknown>>, more: Row = {}): readonly Row[] =>
  Object.entries(rows).map(([key, row]) => rowOf(row, { ...more, key }))

/** Rows of the parts of a state: those that hold rows give theirs. */
const parted = (state: Readonly<Record<string, unknown>>): readonly Row[] =>
  Object.entries(state).flatMap(([part, value]) => {
    if (value === null) return []
    return isRows(value) ? keyed(value, { part }) : [rowOf(value, { part })]
  })

/** How the data of a channel stands in rows, where it is not a row an item of a list, or one row. */
const byChannel: Readonly<Record<string, (state: Readonly<Record<string, unknown>>) => readonly Row[]>> = {
  market: parted,
  index: (state) => keyed(state),
}

function rowsOf(data: unknown, channel: string): readonly Row[] {
  if (Array.isArray(data)) return data.map((item) => rowOf(item))
  if (data === null) return []
  const rows = isRecord(data) ? byChannel[channel] : undefined
  return rows && isRecord(data) ? rows(data) : [rowOf(data)]
}

/** The type that holds all values of a column; what is of several kinds is text. */
function typeOf(values: readonly (Cell | undefined)[]): DataType {
  const kinds = new Set(
    values.filter((value) => value !== null && value !== undefined).map((value) => typeof value),
  )
  const [kind] = kinds
  if (kinds.size !== 1) return new Utf8()
  if (kind === 'number') return new Float64()
  return kind === 'boolean' ? new Bool() : new Utf8()
}

function columnOf(rows: readonly Row[], name: string) {
  const values = rows.map((row) => row[name])
  const type = typeOf(values)
  const asText = (value: Cell | undefined) => (value === null || value === undefined ? null : String(value))
  const fitting = type instanceof Utf8 ? values.map(asText) : values.map((value) => value ?? null)
  return { field: new Field(name, type, true), data: vectorFromArray(fitting, type).data[0] }
}

/** What stands around the data. */
interface Metadata extends Readonly<Record<string, string>> {
  readonly channel: string
}

/**
 * The data of a frame as an Arrow IPC stream of one batch: a row an item of a list or a row of a state, whose `part` and `key` say where it
 * stands; nested fields are columns with dots in their names, and lists in them JSON.
 */
export function arrowOf(data: unknown, metadata: Metadata): Buffer {
  const rows = rowsOf(data, metadata.channel)
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const columns = names.map((name) => columnOf(rows, name))
  const schema = new Schema(
    columns.map(({ field }) => field),
    new Map(Object.entries(metadata)),
  )
  const batch = new RecordBatch(
    schema,
    makeData({
      type: new Struct(schema.fields),
      length: rows.length,
      nullCount: 0,
      children: columns.flatMap(({ data: column }) => column ?? []),
    }),
  )
  const writer = new RecordBatchStreamWriter()
  writer.write(batch)
  writer.finish()
  return Buffer.from(writer.toUint8Array(true))
}
