import { tables } from '../../sinks/tables.ts'

/** A kind of output that has a table. */
export type StoredKind = keyof typeof tables

/** The kinds of output whose tables are named; all that have one unless some are. */
export const storedKinds = (names?: readonly string[]): ReadonlySet<StoredKind> =>
  new Set((Object.keys(tables) as StoredKind[]).filter((kind) => names?.includes(tables[kind].name) ?? true))
