import { filter, merge, type Observable } from 'rxjs'
import { duckdb } from '../../sinks/duckdb.ts'
import { tables } from '../../sinks/tables.ts'
import type { Output } from '../domain/outputs.ts'
import type { Store } from '../store/store.ts'
import type { Table } from '../store/table.ts'

type Stored = keyof typeof tables

/** The rows of one table: the outputs of its kind. */
function rowsOf<K extends Stored>(outputs$: Observable<Output>, kind: K) {
  return outputs$.pipe(filter((output): output is Extract<Output, { kind: K }> => output.kind === kind))
}

/** outputs → a table each; emits the number of rows of each batch that is committed. */
export function stored(outputs$: Observable<Output>, store: Store): Observable<number> {
  return merge(
    ...(Object.keys(tables) as Stored[]).map((kind) =>
      // A table takes the outputs of the kind that it stands under; the type of the pair is lost in the loop.
      duckdb(store, tables[kind] as Table<Output>)(rowsOf(outputs$, kind)),
    ),
  )
}
