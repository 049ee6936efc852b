import { tables } from '../../sinks/tables.ts'
import type { Store } from '../store/store.ts'

/** The first frame that has a row which is not in Parquet yet; `Infinity` where none has. */
export async function firstInDatabase(store: Pick<Store, 'query'>): Promise<number> {
  const all = Object.values(tables).map(({ name }) => `select min(seq) as seq from ${name}`)
  const [row] = await store.query(`select min(seq) as seq from (${all.join(' union all ')})`)
  return typeof row?.['seq'] === 'number' ? row['seq'] : Infinity
}
