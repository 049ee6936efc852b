import type { MarketSnapshotJson } from '../../../client/index.ts'
import { boardRow, type BoardRow } from './board-row.ts'

const same = (a: unknown, b: unknown): boolean =>
  Object.is(a, b) ||
  (Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, at) => same(item, b[at])))

const sameRow = (a: BoardRow, b: BoardRow) => same(Object.values(a), Object.values(b))

/**
 * The lines of a snapshot by symbol. A line that says the same as before is the same object, so that a memoised row
 * knows it without looking.
 */
export function boardRows(before: readonly BoardRow[], snapshot: MarketSnapshotJson): readonly BoardRow[] {
  const known = new Map(before.map((row) => [row.symbol, row]))
  const symbols = new Set([...Object.keys(snapshot.prices), ...Object.keys(snapshot.quotes)])
  return [...symbols].sort().map((symbol) => {
    const row = boardRow(symbol, snapshot.quotes[symbol], snapshot.prices[symbol])
    const old = known.get(symbol)
    return old && sameRow(old, row) ? old : row
  })
}
