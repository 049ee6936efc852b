import type { IndexMessage, MinuteBar } from '../../message.ts'

/** Minute bars of indices: the exchange keeps them for securities only. */
export interface IndexBars {
  note(message: IndexMessage): void
  of(indexId: string): readonly MinuteBar[]
}

const MINUTE = 60_000

interface Line {
  readonly bars: MinuteBar[]
  last: IndexMessage
}

/** Bars of the indices from the messages of one day. What was traded before the first message is in no bar. */
export function indexBars(): IndexBars {
  const lines = new Map<string, Line>()
  return {
    note(message) {
      const line = lines.get(message.indexId) ?? { bars: [], last: message }
      lines.set(message.indexId, line)
      const bar = barOf(message, line.last)
      const open = line.bars.at(-1)
      if (open?.start === bar.start) line.bars[line.bars.length - 1] = joinedBar(open, bar)
      else line.bars.push(bar)
      line.last = message
    },
    of: (indexId) => lines.get(indexId)?.bars ?? [],
  }
}

const barOf = ({ time, value, totalVolume, totalValue }: IndexMessage, last: IndexMessage): MinuteBar => ({
  start: time - (time % MINUTE),
  open: value,
  high: value,
  low: value,
  close: value,
  volume: totalVolume - last.totalVolume,
  value: totalValue - last.totalValue,
})

/** Two bars, the earlier one first, as one. */
export const joinedBar = (bar: MinuteBar, next: MinuteBar): MinuteBar => ({
  start: bar.start,
  open: bar.open,
  high: bar.high > next.high ? bar.high : next.high,
  low: bar.low < next.low ? bar.low : next.low,
  close: next.close,
  volume: bar.volume + next.volume,
  value: bar.value + next.value,
})
