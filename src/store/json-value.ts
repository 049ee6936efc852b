import {
  DuckDBTimestampTZValue,
  type DuckDBType,
  DuckDBTypeId,
  type DuckDBValue,
  type DuckDBValueConverter,
  type Json,
  JsonDuckDBValueConverter,
} from '@duckdb/node-api'
import { isoIct } from '../domain/time.ts'

/**
 * A value of the database as JSON has it: decimals and whole numbers as plain numbers (as text where a number would not be exact),
 * instants as ISO 8601 with Vietnam's offset, everything else as DuckDB's own JSON has it.
 */
export const jsonValue: DuckDBValueConverter<Json> = (value, type, converter) => {
  if (value === null) return null
  if (value instanceof DuckDBTimestampTZValue) return instant(value.micros)
  return isNumber(type) ? number(value) : JsonDuckDBValueConverter(value, type, converter)
}

const numbers: ReadonlySet<DuckDBTypeId> = new Set([
  DuckDBTypeId.BIGINT,
  DuckDBTypeId.UBIGINT,
  DuckDBTypeId.HUGEINT,
  DuckDBTypeId.UHUGEINT,
  DuckDBTypeId.DECIMAL,
])

const isNumber = ({ typeId }: DuckDBType) => numbers.has(typeId)

/** A double holds some 15 digits: as many as safe integers have, hundredths included. */
function number(value: DuckDBValue): number | string {
  const text = String(value)
  return Number.isSafeInteger(Math.trunc(Number(text) * 100)) || Number.isSafeInteger(Number(text))
    ? Number(text)
    : text
}

function instant(micros: bigint): string {
  const ms = Number(micros / 1_000n)
  const seconds = isoIct(ms)
  const fraction = ((ms % 1_000) + 1_000) % 1_000
  return fraction === 0 ? seconds : seconds.replace('+', `.${String(fraction).padStart(3, '0')}+`)
}
