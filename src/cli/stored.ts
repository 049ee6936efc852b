import { filter, merge, type Observable } from 'rxjs'
import { duckdb } from '../../sinks/duckdb.ts'
import { tables } from '../../sinks/tables.ts'
import type { Output } from '../domain/outputs.ts'
import type { Store } from '../store/store.ts'
import type { Table } from '../store/table.ts'
import { type StoredKind, storedKinds } from './stored-kinds.ts'

/** The rows of one table: the outputs of its kind. */
function rowsOf<K extends StoredKind>(outputs$: Observable<Output>, kind: K) {
  return outputs$.pipe(filter((output): output is Extract<Output, { kind: K }> => output.kind === kind))
}

/** outputs → a table each, of the kinds that are kept; emits the number of rows of each batch that is committed. */
export function stored(
  outputs$: Observable<Output>,
  store: Store,
  kinds: ReadonlySet<StoredKind> = storedKinds(),
): Observable<number> {
  return merge(
    ...[...kinds].map((kind) =>
      // A table takes the outputs of the kind that it stands under; the type of the pair is lost in the loop.
      duckdb(store, tables[kind] as Table<Output>)(rowsOf(outputs$, kind)),
    ),
  )
}
