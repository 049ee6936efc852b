import type { State } from '../../operators/state/snapshots.ts'
import { tables } from '../../sinks/tables.ts'
import type { Output } from '../domain/outputs.ts'
import type { Store } from '../store/store.ts'
import { type StoredKind, storedKinds } from './stored-kinds.ts'

/** For each kind that has a table, the frame of its last row. */
type LastRows = ReadonlyMap<string, number>

/** Follows which rows the store has been given, so that a restart begins no later than with the first one that it lost. */
export interface RowProgress {
  follow(output: Output): void
  readonly state: State<LastRows>
}

const isOf = (kinds: ReadonlySet<string>, kind: string): kind is StoredKind => kinds.has(kind)

/** Nothing was given yet. Rows of other kinds than these are kept by no table. */
export function rowProgress(kinds: ReadonlySet<StoredKind> = storedKinds()): RowProgress {
  let lastRows = new Map<string, number>()
  return {
    follow({ kind, seq }) {
      if (isOf(kinds, kind)) lastRows.set(kind, seq)
    },
    state: {
      save: () => lastRows,
      load(saved) {
        lastRows = new Map(saved)
      },
    },
  }
}

/** True when the store has committed all rows of each table up to its last one. */
export const hasRows = (store: Pick<Store, 'lastSeq'>, lastRows: LastRows): boolean =>
  [...lastRows].every(([kind, seq]) => !isOf(storedKinds(), kind) || store.lastSeq(tables[kind].name) >= seq)
