import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { IsoDate } from '../domain/time.ts'
import type { Row } from '../store/protocol.ts'
import { sqlFolder } from '../store/sql-folder.ts'
import { answerRows } from './answer-rows.ts'
import type { Check } from './check.ts'
import type { ReadPath } from './read-path.ts'

const query = (name: string) => readFileSync(join(sqlFolder('queries'), `${name}.sql`), 'utf8')

/**
 * How whole the store is on a trading date: each security against the venue's own count of its volume, and what could not be read.
 * A date without a trade fails, for nothing can be said of it.
 */
export async function dateChecks(path: ReadPath, date: IsoDate): Promise<readonly Check[]> {
  const damaged = await damagedChecks(path, date)
  // Of such a date nothing is answered, for it would be less than there was.
  if (damaged.length > 0) return damaged
  const securities = await answerRows(path, query('completeness'), { date })
  const unread = await answerRows(path, query('rejected_counts'), { from: date, until: date })
  return [...securityChecks(securities, date), ...unread.map(unreadCheck)]
}

/** Files of past trading dates that cannot be read: of one date, or of all. */
export async function damagedChecks(path: ReadPath, date?: IsoDate): Promise<readonly Check[]> {
  const sql = `select message from damaged_partitions where $date is null or date = $date::date order by date, table_name, file`
  const rows = await answerRows(path, sql, { date: date ?? null })
  return rows.map((row): Check => ({ level: 'fail', text: shown(row['message']) }))
}

function securityChecks(securities: readonly Row[], date: IsoDate): readonly Check[] {
  if (securities.length === 0)
    return [
      {
        level: 'fail',
        text: `nothing is stored of ${date}`,
        mend: 'name another date, --source or --data-dir',
      },
    ]
  const differing = securities.filter(({ complete }) => complete !== true)
  const summary = `${securities.length - differing.length} of ${securities.length} securities of ${date} are whole, ${sum(securities, 'trades')} trades`
  return [
    { level: differing.length === 0 ? 'ok' : 'fail', text: summary },
    ...differing.map((row) => difference(row)),
  ]
}

const sum = (rows: readonly Row[], name: string) => rows.reduce((total, row) => total + Number(row[name]), 0)

const shown = (value: Row[string] | undefined): string =>
  typeof value === 'string' ? value : JSON.stringify(value)

/** What a security lacks: lost volume is known and stays lost, what nobody knows of is a fault of the store. */
function difference(row: Row): Check {
  const text = `${shown(row['symbol'])} ${shown(row['venue'])}: ${shown(row['stored'])} stored`
  const { total_volume: total, missing, unexplained } = row
  if (total === null) return { level: 'fail', text: `${text}, and its trades do not tell the venue's count` }
  const known = missing === 0 ? '' : `, ${shown(missing)} missed in ${shown(row['gaps'])} gaps`
  const unknown = unexplained === 0 ? '' : `, ${shown(unexplained)} unexplained`
  return { level: 'fail', text: `${text} of ${shown(total)}${known}${unknown}` }
}

const unreadCheck = ({ count, reason, example }: Row): Check => ({
  level: 'warn',
  text: `${shown(count)} messages could not be read (${shown(reason)}), as: ${shown(example)}`,
})
