import { useMemo, useState } from 'react'
import type { Dashboard } from '../model/dashboard.ts'
import { nextSort } from '../model/next-sort.ts'
import { type Sort, sortRows } from '../model/sort-rows.ts'
import { BoardHead } from './board-head.tsx'
import { BoardLegend } from './board-legend.tsx'
import { BoardLine } from './board-line.tsx'
import { useStore } from './use-store.ts'

/** Members of the index: the place that the board takes before they are known. */
const EXPECTED = 30

/** Widths of the columns; the rest goes to all of them alike. */
const columns = [
  'symbol',
  ...Array.from({ length: 3 }, () => 'price'),
  ...Array.from({ length: 3 }, () => ['price', 'volume']).flat(),
  'last',
  'volume',
  'change',
  'percent',
  ...Array.from({ length: 3 }, () => ['price', 'volume']).flat(),
  'total',
  'pressure',
]

function Waiting() {
  return Array.from({ length: EXPECTED }, (_, at) => (
    <tr key={at} aria-hidden="true">
      <td colSpan={columns.length}>{at === 0 ? 'Waiting for the first prices…' : '\u00a0'}</td>
    </tr>
  ))
}

/** The price board of the VN30. */
export function Board({ dashboard }: { readonly dashboard: Dashboard }) {
  const rows = useStore(dashboard.rows)
  const [sort, setSort] = useState<Sort>({ key: 'symbol', descending: false })
  const sorted = useMemo(() => sortRows(rows, sort), [rows, sort])
  return (
    <section className="panel board" aria-labelledby="board-title">
      <div className="panel-head">
        <h2 id="board-title">VN30 price board</h2>
        <p className="units">Prices in thousand VND, futures in points · volumes in shares</p>
        <BoardLegend />
      </div>
      {/* Scrolls by itself where the page is narrow, so it must be reachable with the keyboard. */}
      <div className="board-scroll" tabIndex={0} role="region" aria-labelledby="board-title">
        <table data-testid="board">
          <colgroup>
            {columns.map((kind, at) => (
              <col key={at} className={`col-${kind}`} />
            ))}
          </colgroup>
          <BoardHead sort={sort} onSort={(key) => setSort((before) => nextSort(before, key))} />
          <tbody>
            {rows.length === 0 ? <Waiting /> : sorted.map((row) => <BoardLine key={row.symbol} row={row} />)}
          </tbody>
        </table>
      </div>
    </section>
  )
}
