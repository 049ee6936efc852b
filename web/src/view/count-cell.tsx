import { format } from '../model/format.ts'
import type { PriceTone } from '../model/price-tone.ts'
import { Flash } from './flash.tsx'

/** A quantity of the board. */
export interface CountCellProps {
  /** Name of the column. */
  readonly col: string
  readonly count: number | undefined
  /** The tone of the price that it stands beside. */
  readonly tone?: PriceTone
  readonly className?: string
  /** From here on it is told in millions, by the width of the column: a million unless given. */
  readonly most?: number
}

/** Shares; blank while not known. */
export function CountCell({ col, count, tone = 'none', className = '', most = 1_000_000 }: CountCellProps) {
  return (
    <td
      className={`num tone-${tone} ${className}`}
      data-col={col}
      title={count === undefined || count < most ? undefined : format.count(count)}
    >
      <Flash value={count}>{count === undefined ? '' : format.shares(count, most)}</Flash>
    </td>
  )
}
