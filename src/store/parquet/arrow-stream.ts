import {
  type DuckDBDateValue,
  type DuckDBDecimalValue,
  DuckDBDecimalType,
  DuckDBTimestampTZValue,
  type DuckDBType,
  DuckDBTypeId,
  type DuckDBValue,
} from '@duckdb/node-api'
import {
  Bool,
  type Data,
  type DataType,
  DateDay,
  Decimal,
  Field,
  Float64,
  Int64,
  makeData,
  RecordBatch,
  RecordBatchStreamWriter,
  Schema,
  Struct,
  TimestampMicrosecond,
  Utf8,
  vectorFromArray,
} from 'apache-arrow'

/** How a column goes over: its Arrow type, and its values as that keeps them. */
interface Column {
  readonly type: DataType
  readonly data: (values: readonly DuckDBValue[]) => Data
}

type Sizes = Pick<Parameters<typeof makeData>[0], 'length'> & { nullCount: number; nullBitmap: Uint8Array }

/** One bit a value, 1 where there is one. */
function presence(values: readonly DuckDBValue[]): Sizes {
  const nullBitmap = new Uint8Array(Math.ceil(values.length / 8))
  let nullCount = 0
  values.forEach((value, i) => {
    if (value === null) nullCount += 1
    else nullBitmap[i >> 3] = (nullBitmap[i >> 3] ?? 0) | (1 << (i & 7))
  })
  return { length: values.length, nullCount, nullBitmap }
}

function whole(type: Int64 | TimestampMicrosecond, read: (value: DuckDBValue) => bigint): Column {
  return {
    type,
    data: (values) => {
      const data = BigInt64Array.from(values, (value) => (value === null ? 0n : read(value)))
      return type instanceof Int64
        ? makeData({ type, ...presence(values), data })
        : makeData({ type, ...presence(values), data })
    },
  }
}

/** 128 bits in four words, the lowest first; below 0 as its complement. */
function decimal({ width, scale }: DuckDBDecimalType): Column {
  const type = new Decimal(scale, width, 128)
  return {
    type,
    data(values) {
      const words = new BigInt64Array(values.length * 2)
      values.forEach((value, i) => {
        const digits = value === null ? 0n : (value as DuckDBDecimalValue).value
        words[2 * i] = BigInt.asIntN(64, digits)
        words[2 * i + 1] = digits >> 64n
      })
      return makeData({ type, ...presence(values), data: new Uint32Array(words.buffer) })
    },
  }
}

const inTexts: Column = {
  type: new Utf8(),
  data: (values) => textData(values.map((value) => (value === null ? null : String(value)))),
}

function textData(texts: readonly (string | null)[]): Data {
  const [data] = vectorFromArray(texts, new Utf8()).data
  return data ?? makeData({ type: new Utf8() })
}

const microsOf = (value: DuckDBValue): bigint => (value instanceof DuckDBTimestampTZValue ? value.micros : 0n)

const real: Column = {
  type: new Float64(),
  data: (values) =>
    makeData({ type: new Float64(), ...presence(values), data: Float64Array.from(values, Number) }),
}

const dates: Column = {
  type: new DateDay(),
  data: (values) => {
    const data = Int32Array.from(values, (value) => (value === null ? 0 : (value as DuckDBDateValue).days))
    return makeData({ type: new DateDay(), ...presence(values), data })
  },
}

const truths: Column = {
  type: new Bool(),
  data: (values) => {
    const { nullBitmap } = presence(values.map((value) => (value === true ? value : null)))
    return makeData({ type: new Bool(), ...presence(values), data: nullBitmap })
  },
}

const byType: ReadonlyMap<DuckDBTypeId, () => Column> = new Map([
  [DuckDBTypeId.BIGINT, () => whole(new Int64(), (value) => BigInt(String(value)))],
  [DuckDBTypeId.INTEGER, () => whole(new Int64(), (value) => BigInt(String(value)))],
  [DuckDBTypeId.TIMESTAMP_TZ, () => whole(new TimestampMicrosecond('Asia/Ho_Chi_Minh'), microsOf)],
  [DuckDBTypeId.DOUBLE, () => real],
  [DuckDBTypeId.FLOAT, () => real],
  [DuckDBTypeId.DATE, () => dates],
  [DuckDBTypeId.BOOLEAN, () => truths],
])

const columnOf = (type: DuckDBType): Column =>
  type instanceof DuckDBDecimalType ? decimal(type) : (byType.get(type.typeId)?.() ?? inTexts)

/** Some rows of an answer, by columns. */
interface Chunk {
  readonly rowCount: number
  getColumnValues(column: number): readonly DuckDBValue[]
}

/** What goes over: a `DuckDBResult`, or a part of one. */
interface ArrowAnswer {
  columnTypes(): readonly DuckDBType[]
  deduplicatedColumnNames(): readonly string[]
  [Symbol.asyncIterator](): AsyncIterator<Chunk>
}

/** An answer in the Arrow IPC stream format, a batch each of the database's chunks. What Arrow has no like of goes as text. */
export async function* arrowStream(result: ArrowAnswer): AsyncGenerator<Uint8Array> {
  const columns = result.columnTypes().map(columnOf)
  const names = result.deduplicatedColumnNames()
  const schema = new Schema(columns.map(({ type }, i) => new Field(names[i] ?? '', type, true)))
  const writer = new RecordBatchStreamWriter()
  writer.reset(undefined, schema)
  for await (const chunk of result) {
    const children = columns.map(({ data }, i) => data(chunk.getColumnValues(i)))
    writer.write(
      new RecordBatch(
        schema,
        makeData({ type: new Struct(schema.fields), length: chunk.rowCount, nullCount: 0, children }),
      ),
    )
  }
  writer.close()
  for await (const part of writer) yield part
}
