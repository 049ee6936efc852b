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

interface PhaseScores {
  readonly scores: Score
  unknown: number
}

const RIGHT = { B: 'buy', S: 'sell', U: undefined } as const

/** How the tick rules agree with the recorder. */
export function sides() {
  const days: DayScores[] = []
  const phases = new Map<TradePhase, PhaseScores>()

  return {
    add({ date, ticks, trades }: RealDay): void {
      const learned = reclassified(trades, { tick: 'learned' })
      const day = { date, plain: noScore(), learned: noScore() }
      trades.forEach((trade, i) => {
        const phase = phases.get(trade.phase) ?? { scores: noScore(), unknown: 0 }
        phases.set(trade.phase, phase)
        const right = RIGHT[ticks[i]?.side ?? 'U']
        if (right === undefined) {
          phase.unknown += 1
          return
        }
        score(phase.scores, trade, right)
        if (trade.phase !== 'continuous') return
        score(day.plain, trade, right)
        score(day.learned, learned[i] ?? trade, right)
      })
      days.push(day)
    },
    /** The chapter of the document. */
    text: () => `${daysTable(days)}\n\n${phasesTable(phases)}`,
  }
}

const isFitted = ({ date }: DayScores) => date <= FITTED_UNTIL

function dayRow(name: string, some: readonly DayScores[]): string {
  const plain = total(some.map((day) => day.plain))
  const learned = total(some.map((day) => day.learned))
  const gain = (100 * (learned.equal - plain.equal)) / plain.trades
  return `${name} | ${whole(plain.trades)} | ${cellsOf(plain)} | ${cellsOf(learned)} | ${gain.toFixed(2)}`
}

const headsOf = (rule: string) => [`${rule}: count`, 'volume', 'abstains']

function daysTable(days: readonly DayScores[]): string {
  const unseen = days.filter((day) => !isFitted(day))
  return tableOf(
    ['continuous trading', 'trades', ...headsOf('tick rule'), ...headsOf('learned'), 'gain, points'],
    [
      ...days.map((day) => dayRow(`${day.date}${isFitted(day) ? ' (fitted)' : ''}`, [day])),
      dayRow('**days fitted on**', days.filter(isFitted)),
      dayRow('**days not fitted on**', unseen),
      dayRow('**all**', days),
    ],
  )
}

const phasesTable = (phases: ReadonlyMap<TradePhase, PhaseScores>): string =>
  tableOf(
    ['phase, by the tick rule', 'side recorded', ...headsOf('equal'), 'share', 'no side recorded'],
    [...phases].map(
      ([phase, { scores, unknown }]) =>
        `${phase} | ${whole(scores.trades)} | ${cellsOf(scores)} | ${percent(scores.abstained, scores.trades)} | ${whole(unknown)}`,
    ),
  )
