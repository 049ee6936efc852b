import { merge, type Observable } from 'rxjs'
import { ofKind } from '../../operators/of-kind.ts'
import { routed } from '../../operators/state/routed.ts'
import { duckdb } from '../../sinks/duckdb.ts'
import type { Sink } from '../../sinks/sink.ts'
import { tables } from '../../sinks/tables.ts'
import type { Output } from '../domain/outputs.ts'
import type { Store } from '../store/store.ts'
import type { Table } from '../store/table.ts'
import { type StoredKind, storedKinds } from './stored-kinds.ts'

/** What is kept, and who is told that rows wait. */
export interface StoredOptions {
  readonly kinds?: ReadonlySet<StoredKind>
  /** As of the sink. */
  readonly onWaiting?: (change: number) => void
}

/** outputs → a table each, of the kinds that are kept; emits the number of rows of each batch that is committed. */
export function stored(
  outputs$: Observable<Output>,
  store: Store,
  { kinds = storedKinds(), ...options }: StoredOptions = {},
): Observable<number> {
  return storedBy(outputs$, kinds, (table) => duckdb(store, table, options))
}

/** The same, by what writes the rows of a table. */
export function storedBy(
  outputs$: Observable<Output>,
  kinds: ReadonlySet<StoredKind>,
  sinkOf: (table: Table<Output>) => Sink<Output>,
): Observable<number> {
  return outputs$.pipe(
    routed((all$: Observable<Output>) =>
      merge(
        ...[...kinds].map((kind) =>
          // A table takes the outputs of the kind that it stands under; the type of the pair is lost in the loop.
          sinkOf(tables[kind] as Table<Output>)(all$.pipe(ofKind(kind))),
        ),
      ),
    ),
  )
}
