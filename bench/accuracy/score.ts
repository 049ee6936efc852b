import type { ClassifiedTrade } from '../../src/domain/event.ts'

/** How often sides are those that are known to be right. */
export interface Score {
  trades: number
  volume: number
  equal: number
  equalVolume: number
  /** Trades whose side is known, and that nobody was called the aggressor of. */
  abstained: number
}

export const noScore = (): Score => ({ trades: 0, volume: 0, equal: 0, equalVolume: 0, abstained: 0 })

/** Counts a trade whose side is known. */
export function score(sum: Score, { side, volume }: ClassifiedTrade, right: 'buy' | 'sell'): void {
  sum.trades += 1
  sum.volume += volume
  if (side === 'neutral') sum.abstained += 1
  if (side !== right) return
  sum.equal += 1
  sum.equalVolume += volume
}

/** The sum of scores. */
export function total(scores: readonly Score[]): Score {
  const sum = noScore()
  for (const each of scores)
    for (const key of ['trades', 'volume', 'equal', 'equalVolume', 'abstained'] as const)
      sum[key] += each[key]
  return sum
}

/** A part of a whole, percent. */
export const percent = (part: number, whole: number): string =>
  whole === 0 ? '–' : `${((100 * part) / whole).toFixed(2)} %`

/** A whole number as it is read. */
export const whole = (value: number): string => value.toLocaleString('en')

/** Of those that were given a side: by count, by volume, and how many were not. */
export const cellsOf = ({ trades, volume, equal, equalVolume, abstained }: Score): string =>
  `${percent(equal, trades)} | ${percent(equalVolume, volume)} | ${whole(abstained)}`

/** A table of Markdown; the first column is text, the others are numbers. */
export const tableOf = (heads: readonly string[], rows: readonly string[]): string =>
  [
    `| ${heads.join(' | ')} |`,
    `| ${heads.map((_, i) => (i === 0 ? '---' : '---:')).join(' | ')} |`,
    ...rows.map((row) => `| ${row} |`),
  ].join('\n')
