import type { IndexValue } from '../event.ts'
import { decimalOf } from '../money.ts'
import { isoIct } from '../time.ts'
import type { IndexJson } from '../wire.ts'

/** Percent of the value before, two decimals, half away from zero as a share's change: a fall is as large as a rise. */
const percent = (part: number, whole: number) =>
  (Math.sign(part) * Math.round((Math.abs(part) * 10_000) / whole)) / 100

/** The value of an index; its change is recomputed, for feeds leave it out or add binary noise. */
export const indexJson = (index: IndexValue): IndexJson => ({
  index_id: index.indexId,
  value: decimalOf(index.value),
  ...(index.prior !== undefined && {
    prior_value: decimalOf(index.prior),
    change: decimalOf(index.value - index.prior),
    ratio_change: percent(index.value - index.prior, index.prior),
  }),
  total_volume: index.totalVolume,
  advances: index.advances,
  declines: index.declines,
  no_changes: index.noChanges,
  advance_ratio: advanceRatio(index),
  last_updated: isoIct(index.exchangeTime),
})

/** Advances of all that moved, four decimals; 0 when nothing moved. */
function advanceRatio({ advances, declines }: IndexValue): number {
  const moved = advances + declines
  return moved === 0 ? 0 : Math.round((advances * 10_000) / moved) / 10_000
}
