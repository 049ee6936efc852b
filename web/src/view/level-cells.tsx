import type { BoardLevel } from '../model/board-row.ts'
import { type PriceLimits, priceTone } from '../model/price-tone.ts'
import { CountCell } from './count-cell.tsx'
import { PriceCell } from './price-cell.tsx'

/** One level of the book. */
export interface LevelCellsProps {
  readonly side: 'bid' | 'ask'
  /** 1 = best. */
  readonly depth: number
  readonly level: BoardLevel | undefined
  readonly limits: PriceLimits
  readonly write: (price: number) => string
}

/** Price and volume of one level; the volume has the colour of its price. */
export function LevelCells({ side, depth, level, limits, write }: LevelCellsProps) {
  const [price, volume] = level ?? []
  const col = `${side}${depth}`
  return (
    <>
      <PriceCell col={col} price={price} limits={limits} write={write} />
      <CountCell col={`${col}-volume`} count={volume} tone={priceTone(price, limits)} />
    </>
  )
}
