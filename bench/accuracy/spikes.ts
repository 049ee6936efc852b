import { robustSpike } from '../../operators/robust-spike.ts'
import { spike } from '../../operators/spike.ts'
import type { ClassifiedEvent, ClassifiedTrade } from '../../src/domain/event.ts'
import { outputsOf } from './outputs-of.ts'
import type { RealDay } from './real-day.ts'
import { percent, tableOf, whole } from './score.ts'

/** Every how many trades one is made large, and how many times the mean trade of the day it then is. */
const EVERY = 1000
const TIMES = [5, 10, 20, 50]
const LOT = 100

interface Found {
  injected: number
  found: number
  alerts: number
  /** Alerts without any injection. */
  own: number
}

const RULES = { spike: () => spike(), robustSpike: () => robustSpike() }
type Rule = keyof typeof RULES

const seqsOf = (rule: Rule, trades: readonly ClassifiedTrade[]): Set<number> =>
  new Set(outputsOf<ClassifiedEvent, { readonly seq: number }>(trades, RULES[rule]()).map(({ seq }) => seq))

const HEADS = [
  'rule',
  'injected, of the mean trade',
  'injected',
  'found',
  'recall',
  'alerts',
  'precision',
  'alerts without injection',
]

/** Spikes are told of shares alone, so contracts are told as lots of one. */
const asShares = (trades: readonly ClassifiedTrade[]): ClassifiedTrade[] =>
  trades.flatMap((trade) =>
    trade.phase === 'continuous'
      ? [{ ...trade, symbol: 'FPT', venue: 'HOSE' as const, volume: LOT * trade.volume }]
      : [],
  )

/** How a rule finds what is put among trades. */
function found(rule: Rule, shares: readonly ClassifiedTrade[], volume: number): Omit<Found, 'own'> {
  const isOne = (i: number) => i % EVERY === EVERY - 1
  const alerts = seqsOf(
    rule,
    shares.map((share, i) => (isOne(i) ? { ...share, volume } : share)),
  )
  const injected = shares.filter((_, i) => isOne(i))
  return {
    injected: injected.length,
    found: injected.filter(({ seq }) => alerts.has(seq)).length,
    alerts: alerts.size,
  }
}

function plus(sum: Found | undefined, { injected, found: some, alerts, own }: Found): Found {
  if (sum === undefined) return { injected, found: some, alerts, own }
  return {
    injected: sum.injected + injected,
    found: sum.found + some,
    alerts: sum.alerts + alerts,
    own: sum.own + own,
  }
}

const row = ([key, { injected, found: some, alerts, own }]: readonly [string, Found]): string =>
  `${key} | ${whole(injected)} | ${whole(some)} | ${percent(some, injected)} | ${whole(alerts)} | ${percent(some, alerts)} | ${whole(own)}`

/** How spikes are found that were put among recorded trades. */
export function spikes() {
  const sums = new Map<string, Found>()

  return {
    add({ trades }: RealDay): void {
      const shares = asShares(trades)
      const mean = shares.reduce((sum, { volume }) => sum + volume, 0) / shares.length
      for (const rule of ['spike', 'robustSpike'] as const) {
        const own = seqsOf(rule, shares).size
        for (const times of TIMES) {
          const key = `${rule} | ${times} ×`
          const volume = LOT * Math.round((times * mean) / LOT)
          sums.set(key, plus(sums.get(key), { ...found(rule, shares, volume), own }))
        }
      }
    },
    /** The table of the document. */
    text: () => tableOf(HEADS, [...sums].map(row)),
  }
}
