import { format } from '../model/format.ts'
import { type PriceLimits, priceTone } from '../model/price-tone.ts'
import { toneMark } from '../model/tone-mark.ts'
import { Flash } from './flash.tsx'

/** A price of the board in its own colour. */
export interface PriceCellProps {
  /** Name of the column. */
  readonly col: string
  readonly price: number | undefined
  readonly limits: PriceLimits
  /** Writes it; as thousand VND unless given. */
  readonly write?: ((price: number) => string) | undefined
  /** Shows the sign of its tone beside it. */
  readonly marked?: boolean
  readonly className?: string
}

/** A price, coloured by its own value; blank while there is none. */
export function PriceCell({
  col,
  price,
  limits,
  write = format.thousands,
  marked = false,
  className = '',
}: PriceCellProps) {
  const tone = priceTone(price, limits)
  return (
    <td className={`num tone-${tone} ${className}`} data-col={col} data-tone={tone}>
      <Flash value={price} directed>
        {marked && <span className="mark">{toneMark[tone]}</span>}
        {price === undefined ? '' : write(price)}
      </Flash>
    </td>
  )
}
