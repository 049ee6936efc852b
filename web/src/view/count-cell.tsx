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
}

/** Shares; blank while not known. */
export function CountCell({ col, count, tone = 'none', className = '' }: CountCellProps) {
  return (
    <td className={`num tone-${tone} ${className}`} data-col={col}>
      <Flash value={count}>{count === undefined ? '' : format.count(count)}</Flash>
    </td>
  )
}
