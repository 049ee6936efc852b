/** How the values of each type are asked for, and what stands for one that is not there. */
export const asked = {
  integer: { sql: 'bigint', nothing: '-9100000000000000', scale: 1 },
  price: { sql: 'decimal(18, 2)', nothing: '-91000000000000.00', scale: 1 },
  time: { sql: 'timestamptz', nothing: "'-infinity'::timestamptz", scale: 1_000 },
  boolean: { sql: 'boolean::bigint', nothing: '-9100000000000000', scale: 1 },
  text: { sql: 'varchar', nothing: "''", scale: 0 },
  levels: { sql: 'varchar', nothing: "''", scale: 0 },
} as const

/** A column as it is asked for. */
export interface Column {
  readonly name: string
  readonly type: keyof typeof asked
  /** A file of before the column was there has none of it. */
  readonly isNew?: boolean
  /** All that its texts can be. */
  readonly words?: readonly string[]
  /** A row without a value is none of the table's. */
  readonly isNeeded?: boolean
}

/** A column for a `select`: of one type, and never null. */
export const selected = ({ name, type, isNew = false }: Column, isThere: boolean): string => {
  const { sql, nothing } = asked[type]
  const value = isThere || !isNew ? `"${name}"` : 'null'
  const given = `coalesce(${value}::${sql}, ${nothing})`
  return type === 'levels' ? `encode(${given})` : given
}
