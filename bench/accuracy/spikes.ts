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

/** How spikes are found that were put among recorded trades. */
export function spikes() {
  const sums = new Map<string, Found>()

  const count = (
    key: string,
    injected: readonly number[],
    { own, alerts }: Record<'own' | 'alerts', Set<number>>,
  ) => {
    const sum = sums.get(key) ?? { injected: 0, found: 0, alerts: 0, own: 0 }
    sums.set(key, sum)
    sum.injected += injected.length
    sum.found += injected.filter((seq) => alerts.has(seq)).length
    sum.alerts += alerts.size
    sum.own += own.size
  }

  return {
    add({ trades }: RealDay): void {
      // Spikes are told of shares alone: contracts are told as lots of one.
      const shares = trades.flatMap((trade) =>
        trade.phase === 'continuous'
          ? [{ ...trade, symbol: 'FPT', venue: 'HOSE' as const, volume: LOT * trade.volume }]
          : [],
      )
      const mean = shares.reduce((sum, { volume }) => sum + volume, 0) / shares.length
      for (const rule of ['spike', 'robustSpike'] as const) {
        const own = seqsOf(rule, shares)
        for (const times of TIMES) {
          const volume = LOT * Math.round((times * mean) / LOT)
          const isOne = (i: number) => i % EVERY === EVERY - 1
          const alerts = seqsOf(
            rule,
            shares.map((share, i) => (isOne(i) ? { ...share, volume } : share)),
          )
          const injected = shares.filter((_, i) => isOne(i)).map(({ seq }) => seq)
          count(`${rule} | ${times} ×`, injected, { own, alerts })
        }
      }
    },
    /** The table of the document. */
    text: () =>
      tableOf(
        [
          'rule',
          'injected, of the mean trade',
          'injected',
          'found',
          'recall',
          'alerts',
          'precision',
          'alerts without injection',
        ],
        [...sums].map(
          ([key, { injected, found, alerts, own }]) =>
            `${key} | ${whole(injected)} | ${whole(found)} | ${percent(found, injected)} | ${whole(alerts)} | ${percent(found, alerts)} | ${whole(own)}`,
        ),
      ),
  }
}
