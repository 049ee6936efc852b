import type { DuckDBConnection } from '@duckdb/node-api'
import type { SqlText } from './sql-text.ts'
import { type DamagedFile, fileList, type Survey, type Surveyor } from './survey.ts'
import type { TableShape } from './table-shape.ts'

/** A view as it was made. */
interface MadeView extends Pick<Survey, 'dates' | 'damaged'> {
  /** It is over other files than the one before, or tells of other damage. */
  readonly isOther: boolean
}

/** What makes the views over history and today. */
export interface HistoryViews {
  /** Makes the view of a table anew over the files that are there now. Nobody may read it meanwhile. */
  readonly make: (shape: TableShape) => Promise<MadeView>
}

/** What the views are made with. */
export interface HistoryViewsParts {
  readonly connection: DuckDBConnection
  readonly text: SqlText
  /** Without one there are no files. */
  readonly surveys?: Pick<Surveyor, 'survey'>
}

const NONE: Survey = { groups: [], dates: new Set(), damaged: [] }

/** Makes what makes the views `history.<table>`; what is damaged is told in `history.damaged_partitions` and refused by the view. */
export function historyViews({ connection, text, surveys }: HistoryViewsParts): HistoryViews {
  const made = new Map<string, string>()

  async function tell(table: string, damaged: readonly DamagedFile[]): Promise<void> {
    await connection.run('delete from history.damaged_partitions where table_name = $1', [table])
    for (const file of damaged)
      await connection.run('insert into history.damaged_partitions values ($1, $2::date, $3, $4, $5)', [
        table,
        file.date,
        file.path,
        file.fault,
        refusalOf(table, file),
      ])
  }

  return {
    async make(shape) {
      const { name, qualified, unreadable } = shape
      const { groups, dates, damaged } = (await surveys?.survey(name)) ?? NONE
      const files = groups.map((paths) => text('view_files', { files: fileList(paths) })).join('')
      const refused = damaged.length === 0 ? '' : text('view_damaged', { name, unreadable })
      await tell(name, damaged)
      await connection.run(text('view', { name, table: qualified, files, damaged: refused }))
      const state = JSON.stringify([groups, damaged])
      const isOther = made.get(name) !== state
      made.set(name, state)
      return { dates, damaged, isOther }
    },
  }
}

/** What who asks for the date is told: what is wrong, and what to do. */
function refusalOf(table: string, { date, path, fault }: DamagedFile): string {
  const mend = path.endsWith('.parquet')
    ? 'put a whole copy in its place'
    : 'bring its rows back from a copy or by an import, then move this file away'
  return `${table} of ${date} are not whole: ${path} ${fault}; ${mend}, or ask without this date (where date <> '${date}')`
}
