import type { BoardRow } from './board-row.ts'

/** What the board can be ordered by. */
export type SortKey = 'symbol' | 'changePercent' | 'totalVolume'

/** The order of the board. */
export interface Sort {
  readonly key: SortKey
  readonly descending: boolean
}

/** The rows in an order. Rows without the number come last in either direction; equal ones stay by symbol. */
export function sortRows(rows: readonly BoardRow[], { key, descending }: Sort): readonly BoardRow[] {
  const sign = descending ? -1 : 1
  const bySymbol = (a: BoardRow, b: BoardRow) => a.symbol.localeCompare(b.symbol, 'en')
  if (key === 'symbol') return rows.toSorted((a, b) => sign * bySymbol(a, b))
  const rank = (row: BoardRow) => (row[key] === undefined ? -Infinity : -sign * row[key])
  return rows.toSorted((a, b) => Math.sign(rank(b) - rank(a)) || bySymbol(a, b))
}
