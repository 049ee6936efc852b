import type { TradePhase } from '../../src/domain/market.ts'
import type { RealDay } from './real-day.ts'
import { reclassified } from './reclassified.ts'
import { cellsOf, noScore, percent, score, type Score, tableOf, total, whole } from './score.ts'

interface DayScores {
  readonly date: string
  readonly plain: Score
  readonly learned: Score
}

/** Days that the learned rule's trees were fitted on. */
const FITTED_UNTIL = '2026-02-25'

/** How the tick rules agree with the recorder. */
export function sides() {
  const days: DayScores[] = []
  const phases = new Map<TradePhase, { scores: Score; unknown: number }>()

  return {
    add({ date, ticks, trades }: RealDay): void {
      const learned = reclassified(trades, { tick: 'learned' })
      const day = { date, plain: noScore(), learned: noScore() }
      trades.forEach((trade, i) => {
        const phase = phases.get(trade.phase) ?? { scores: noScore(), unknown: 0 }
        phases.set(trade.phase, phase)
        const told = ticks[i]?.side
        if (told === 'U') phase.unknown += 1
        if (told === undefined || told === 'U') return
        const right = told === 'B' ? 'buy' : 'sell'
        score(phase.scores, trade, right)
        if (trade.phase !== 'continuous') return
        score(day.plain, trade, right)
        score(day.learned, learned[i] ?? trade, right)
      })
      days.push(day)
    },
    /** The chapter of the document. */
    text(): string {
      const row = (name: string, some: readonly DayScores[]) => {
        const plain = total(some.map((day) => day.plain))
        const learned = total(some.map((day) => day.learned))
        const gain = (100 * (learned.equal - plain.equal)) / plain.trades
        return `${name} | ${whole(plain.trades)} | ${cellsOf(plain)} | ${cellsOf(learned)} | ${gain.toFixed(2)}`
      }
      const isFitted = ({ date }: DayScores) => date <= FITTED_UNTIL
      return [
        tableOf(
          [
            'continuous trading',
            'trades',
            'tick rule: count',
            'volume',
            'abstains',
            'learned: count',
            'volume',
            'abstains',
            'gain, points',
          ],
          [
            ...days.map((day) => row(`${day.date}${isFitted(day) ? ' (fitted)' : ''}`, [day])),
            row('**days fitted on**', days.filter(isFitted)),
            row(
              '**days not seen**',
              days.filter((day) => !isFitted(day)),
            ),
            row('**all**', days),
          ],
        ),
        tableOf(
          [
            'phase, by the tick rule',
            'side recorded',
            'equal: count',
            'volume',
            'abstains',
            'share',
            'no side recorded',
          ],
          [...phases].map(
            ([phase, { scores, unknown }]) =>
              `${phase} | ${whole(scores.trades)} | ${cellsOf(scores)} | ${percent(scores.abstained, scores.trades)} | ${whole(unknown)}`,
          ),
        ),
      ].join('\n\n')
    },
  }
}
