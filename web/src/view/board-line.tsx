import { memo } from 'react'
import type { BoardRow } from '../model/board-row.ts'
import { format } from '../model/format.ts'
import { isInPoints } from '../model/is-in-points.ts'
import { priceTone } from '../model/price-tone.ts'
import { CountCell } from './count-cell.tsx'
import { LevelCells } from './level-cells.tsx'
import { PressureCell } from './pressure-cell.tsx'
import { PriceCell } from './price-cell.tsx'

const depths = [1, 2, 3] as const

/** One security of the board. */
export interface BoardLineProps {
  readonly row: BoardRow
}

function Matched({ row, write }: BoardLineProps & { readonly write: (price: number) => string }) {
  const tone = priceTone(row.last, row)
  return (
    <>
      <PriceCell col="last" price={row.last} limits={row} write={write} marked className="matched" />
      <CountCell col="last-volume" count={row.lastVolume} tone={tone} className="matched" />
      <td className={`num matched tone-${tone}`} data-col="change">
        {row.change === undefined
          ? ''
          : format.boardSigned(isInPoints(row.symbol) ? row.change : row.change / 1_000)}
      </td>
      <td className={`num matched tone-${tone}`} data-col="change-percent">
        {row.changePercent === undefined ? '' : format.percent(row.changePercent)}
      </td>
    </>
  )
}

/** A line of the board; renders only when its row changed. */
export const BoardLine = memo(function BoardLine({ row }: BoardLineProps) {
  const { symbol, bids, asks } = row
  const write = isInPoints(symbol) ? format.boardPoints : format.thousands
  return (
    <tr data-testid={`row-${symbol}`}>
      <th scope="row" className={`symbol tone-${priceTone(row.last, row)}`}>
        {symbol}
      </th>
      <PriceCell col="ceiling" price={row.ceiling} limits={row} write={write} className="limit" />
      <PriceCell col="floor" price={row.floor} limits={row} write={write} className="limit" />
      <PriceCell col="reference" price={row.reference} limits={row} write={write} className="limit" />
      {depths.toReversed().map((depth) => (
        <LevelCells key={depth} side="bid" depth={depth} level={bids[depth - 1]} limits={row} write={write} />
      ))}
      <Matched row={row} write={write} />
      {depths.map((depth) => (
        <LevelCells key={depth} side="ask" depth={depth} level={asks[depth - 1]} limits={row} write={write} />
      ))}
      <CountCell col="total-volume" count={row.totalVolume} className="total" most={100_000_000} />
      <PressureCell pressure={row.buyPressure} />
    </tr>
  )
})
