import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { HistoryParts } from '../server/routes/history.ts'
import { sqlFolder } from '../store/sql-folder.ts'
import type { Store } from '../store/store.ts'

/** More securities than there are. */
const ALL = 50_000

/** Asks the store how much of a trading date it holds: as rows, or as Arrow. */
export function storedCompleteness(
  store: Pick<Store, 'read' | 'page'>,
): Pick<HistoryParts, 'completeness' | 'completenessArrow'> {
  const sql = readFileSync(join(sqlFolder('queries'), 'completeness.sql'), 'utf8')
  // Only what takes a limit is written as Arrow.
  const paged = `from (${sql.trimEnd().replace(/;$/, '')}) order by symbol limit $limit offset $skip`
  return {
    completeness: (date) => store.read(sql, { date }),
    async completenessArrow(date) {
      const params = { date }
      return (await store.page({ sql: paged, params, limit: ALL, skip: 0, key: 'symbol', form: 'arrow' }))
        .body
    },
  }
}
