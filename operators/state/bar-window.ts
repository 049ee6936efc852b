import type { Bar } from '../../src/domain/outputs.ts'
import { push, type Recent, recent } from './recent.ts'

/** The last bars of a series, column by column. */
export interface BarWindow {
  readonly open: Recent
  readonly high: Recent
  readonly low: Recent
  readonly close: Recent
  readonly volume: Recent
}

/** Bars as a library wants them: a list for each column, the oldest first. `values` are the closes. */
export interface Columns {
  open: number[]
  high: number[]
  low: number[]
  close: number[]
  volume: number[]
  values: number[]
}

/** Room for the last `size` bars. */
export const barWindow = (size: number): BarWindow => ({
  open: recent(size),
  high: recent(size),
  low: recent(size),
  close: recent(size),
  volume: recent(size),
})

/** Puts a bar in; the oldest one leaves when there is no room. */
export function addBar(window: BarWindow, { open, high, low, close, volume }: Bar): void {
  push(window.open, open)
  push(window.high, high)
  push(window.low, low)
  push(window.close, close)
  push(window.volume, volume)
}

/** The last `size` bars. */
export function columnsOf({ open, high, low, close, volume }: BarWindow, size: number): Columns {
  const closes = lastOf(close, size)
  return {
    open: lastOf(open, size),
    high: lastOf(high, size),
    low: lastOf(low, size),
    close: closes,
    volume: lastOf(volume, size),
    values: closes,
  }
}

function lastOf({ values, count }: Recent, size: number): number[] {
  const length = Math.min(size, count, values.length)
  return Array.from({ length }, (_, i) => values[(count - length + i) % values.length] ?? 0)
}
