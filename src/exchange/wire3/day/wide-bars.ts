import type { Instant } from '../../../domain/time.ts'
import type { MinuteBar } from '../../message.ts'
import { joinedBar } from './index-bars.ts'

/** Minute bars joined to bars of `width` ms that begin at whole multiples of it, oldest first; an infinite width joins them all. */
export function wideBars(minutes: readonly MinuteBar[], width: number): readonly MinuteBar[] {
  const bars: MinuteBar[] = []
  for (const minute of minutes) {
    const start = startOf(minute.start, width)
    const last = bars.at(-1)
    if (last?.start === start) bars[bars.length - 1] = joinedBar(last, minute)
    else bars.push({ ...minute, start })
  }
  return bars
}

/** The bar of `width` ms that begins at `start`, of what is there of its minutes; `undefined` when nothing was traded in it. */
export function wideBarAt(
  minutes: readonly MinuteBar[],
  start: Instant,
  width: number,
): MinuteBar | undefined {
  let first = minutes.length
  while ((minutes[first - 1]?.start ?? -Infinity) >= start) first--
  return wideBars(
    minutes.slice(first).filter((minute) => minute.start < start + width),
    width,
  )[0]
}

/** When the bar begins that an instant belongs to. */
export const startOf = (instant: Instant, width: number): Instant =>
  width === Infinity ? 0 : Math.floor(instant / width) * width
