import { quotedName } from '../parquet/sql-text.ts'

/** A column of a table of the store. */
export interface TableColumn {
  readonly name: string
  /** As the database writes it. */
  readonly type: string
  readonly isNeeded: boolean
}

/** A column of which the files say what is in it: an expression over theirs. */
export interface GivenColumn extends TableColumn {
  readonly sql: string
  /** The column of theirs that it is as it stands; empty where an expression makes it. */
  readonly theirs: readonly string[]
}

/** The value as its column keeps it; null where it is none. */
export const castOf = ({ name, type }: TableColumn): string => `try_cast(${quotedName(name)} as ${type})`

/** Instants before and after are none of an exchange's; their seconds would give no place in a log either. */
const FIRST = '1970-01-01 00:00:00Z'
const END = '2100-01-01 00:00:00Z'

/**
 * Whether a value is there and is none of its column's. A number that would have to be rounded is none: a half share and a third decimal of a
 * price are mistakes. What binary floating point adds far behind the point is not. An instant of another century is a mistake, too, and so is a
 * date without a time of day where it says when something came: midnight belongs to the trading date before. A bar may start on a date.
 */
export function isStrange(column: TableColumn): string {
  const value = quotedName(column.name)
  const cast = castOf(column)
  const isExact = column.type === 'BIGINT' || column.type.startsWith('DECIMAL')
  const isRounded = isExact
    ? ` or try_cast(${value} as decimal(38, 6)) is distinct from ${cast}::decimal(38, 6)`
    : ''
  const isFar = column.type.startsWith('TIMESTAMP')
    ? ` or not (${cast} >= '${FIRST}' and ${cast} < '${END}')`
    : ''
  const isDay = isTold(column)
    ? ` or case typeof(${value}) when 'DATE' then true when 'VARCHAR' then not contains(${value}::varchar, ':') else false end`
    : ''
  return `(${value} is not null and (${cast} is null${isRounded}${isFar}${isDay}))`
}

/** Whether a column says when something came, by which a row has its trading date. */
const isTold = ({ name, type }: TableColumn): boolean => type.startsWith('TIMESTAMP') && name !== 'start'

/** What a column takes, in words. */
export function allowedIn({ type }: TableColumn): string {
  if (type === 'BIGINT') return 'a whole number'
  if (type.startsWith('DECIMAL')) return 'a number with at most two decimals'
  if (type.startsWith('TIMESTAMP'))
    return 'an instant as 2026-11-20 09:15:00, of Vietnam unless it has an offset, from 1970 to 2099'
  if (type.startsWith('ENUM'))
    return `one of ${[...type.matchAll(/'([^']*)'/g)].map(([, word]) => word).join(', ')}`
  return { BOOLEAN: 'true or false', DOUBLE: 'a number', JSON: 'JSON' }[type] ?? 'a text'
}
