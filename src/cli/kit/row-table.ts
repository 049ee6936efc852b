import { z } from 'zod'
import type { Pipeline } from '../../../pipelines/define/define-pipeline.ts'
import type { PipelineRow } from '../../../pipelines/define/pipeline-row.ts'
import { stamp } from '../../../sinks/tables/stamp.ts'
import type { NumberColumn, NumberType, Table, TextColumn } from '../../store/table.ts'

/** A table for the rows of a pipeline, and the statements that make it where it is not, or has fewer columns. */
export interface RowTable {
  readonly table: Table<PipelineRow>
  readonly statements: readonly string[]
}

type Column = NumberColumn<PipelineRow> | TextColumn<PipelineRow>

/** What the store keeps a column as. */
const kept: Readonly<Record<Column['type'], string>> = {
  integer: 'bigint',
  price: 'decimal(18, 2)',
  time: 'timestamptz',
  real: 'double',
  boolean: 'boolean',
  text: 'varchar',
}

/**
 * The table of a pipeline, by the schema of its rows: whole numbers, other numbers, truths and texts are columns of their kind, all else is
 * kept as JSON. Throws a `TypeError` on what has no printed form. A number with `.meta({ column: 'price' })` is hundredths, and with `.meta({ column: 'time' })` an instant.
 */
export function rowTable({ name, version, row }: Pipeline): RowTable {
  const suffix = version === 1 ? '' : `_v${version}`
  const table = `pipeline_${name.replaceAll('-', '_')}${suffix}`
  const schema = z.toJSONSchema(row, {
    io: 'output',
    unrepresentable: 'any',
    override({ zodSchema }) {
      if (zodSchema._zod.def.type === 'bigint')
        throw new TypeError(
          `Pipeline ${name}: a row cannot hold a bigint, which JSON has none of: give a number or a text.`,
        )
    },
  })
  const columns = Object.entries(schema.properties ?? {}).map(([field, type]) => columnOf(field, type))
  const typed = columns.map((column) => `"${column.name}" ${kept[column.type]}`)
  return {
    table: { name: table, columns: [...stamp, ...columns] },
    statements: [
      `create table if not exists ${table} (seq bigint not null, exchange_time timestamptz not null,
       received_time timestamptz not null, ${typed.join(', ')})`,
      ...typed.map((column) => `alter table ${table} add column if not exists ${column}`),
    ],
  }
}

type Shape = Readonly<Record<string, unknown>> | boolean

/** The kinds of value that a schema allows, null apart. */
function kindsOf(shape: Shape): readonly unknown[] {
  if (typeof shape === 'boolean') return ['any']
  const { type, anyOf, const: constant } = shape
  if (Array.isArray(anyOf)) return anyOf.flatMap((one: Shape) => kindsOf(one))
  const kinds: readonly unknown[] = Array.isArray(type) ? type : [type ?? typeof constant]
  return kinds.filter((kind) => kind !== 'null')
}

function columnOf(name: string, shape: Shape): Column {
  const kinds = new Set(kindsOf(shape))
  const [kind] = kinds.size === 1 ? kinds : []
  const type = numberType(kind, shape)
  if (type) return number(name, type)
  return kind === 'string'
    ? { name, type: 'text', value: ({ row }) => textIn(row, name) }
    : { name, type: 'text', value: ({ row }) => jsonIn(row, name) }
}

function numberType(kind: unknown, shape: Shape): NumberType | undefined {
  if (kind === 'boolean') return kind
  if (kind !== 'number' && kind !== 'integer') return undefined
  const meant = typeof shape === 'object' ? shape['column'] : undefined
  if (meant === 'price' || meant === 'time') return meant
  return kind === 'integer' ? kind : 'real'
}

const number = (name: string, type: NumberType): Column => ({
  name,
  type,
  value({ row }) {
    const cell = cellOf(row, name)
    return typeof cell === 'number' || typeof cell === 'boolean' ? cell : undefined
  },
})

const cellOf = (row: object, name: string): unknown => (row as Readonly<Record<string, unknown>>)[name]

function textIn(row: object, name: string): string | undefined {
  const cell = cellOf(row, name)
  return typeof cell === 'string' ? cell : undefined
}

function jsonIn(row: object, name: string): string | undefined {
  const cell = cellOf(row, name)
  return cell === undefined || cell === null ? undefined : JSON.stringify(cell)
}
