import { from, lastValueFrom, toArray } from 'rxjs'
import { orderedEvents } from '../../pipelines/ordered-events.ts'
import { classify, type ClassifyOptions } from '../../operators/classify.ts'
import type { MarketEvent } from '../../src/domain/event.ts'
import type { Frame } from '../../src/domain/frame.ts'
import { decode } from '../../src/sources/decode.ts'
import { simulatedFrames } from '../../test/simulated-frames.ts'
import { outputsOf } from './outputs-of.ts'
import { cellsOf, noScore, score, tableOf, whole } from './score.ts'
import { unsided } from './unsided.ts'

const SEEDS = [3, 7]
const DAY = { date: '2026-11-20', from: '09:15', until: '09:35', symbols: 40 } as const

interface Told {
  readonly events: readonly MarketEvent[]
  /** Of each trade in continuous trading: the order that came last, by its place in the log. */
  readonly right: ReadonlyMap<number, 'buy' | 'sell'>
}

/** A simulated morning, without the exchange's word on sides. */
async function morning(seed: number): Promise<Told> {
  const frames = simulatedFrames({ seed, ...DAY, kinds: ['quote', 'trade', 'status'] })
  const events = await lastValueFrom(from<Frame[]>(frames).pipe(orderedEvents(decode), toArray()))
  const right = new Map<number, 'buy' | 'sell'>()
  for (const event of events)
    if (event.kind === 'trade' && event.phase === 'continuous' && event.feedSide)
      right.set(event.seq, event.feedSide)
  return { events: events.map((event) => (event.kind === 'trade' ? unsided(event) : event)), right }
}

interface Way {
  readonly name: string
  readonly options: ClassifyOptions
  readonly quotes: boolean
}

const WAYS: readonly Way[] = [
  { name: 'quote rule', options: {}, quotes: true },
  { name: 'quote rule, inside the spread by Lee and Ready', options: { inside: 'leeReady' }, quotes: true },
  { name: 'tick rule, quotes withheld', options: {}, quotes: false },
  { name: 'learned rule, quotes withheld', options: { tick: 'learned' }, quotes: false },
]

/** How rules find the true aggressor of the simulated exchange, with its quotes and without. */
export async function simulatedQuotes(): Promise<string> {
  const sums = WAYS.map(() => noScore())
  for (const seed of SEEDS) {
    const { events, right } = await morning(seed)
    WAYS.forEach(({ options, quotes }, i) => {
      const sum = sums[i] ?? noScore()
      for (const event of outputsOf(
        quotes ? events : events.filter(({ kind }) => kind !== 'quote'),
        classify(options),
      )) {
        const known = event.kind === 'trade' ? right.get(event.seq) : undefined
        if (event.kind === 'trade' && known) score(sum, event, known)
      }
    })
  }
  return tableOf(
    ['simulated shares and futures', 'trades', 'equal: count', 'volume', 'abstains'],
    WAYS.map(({ name }, i) => {
      const sum = sums[i] ?? noScore()
      return `${name} | ${whole(sum.trades)} | ${cellsOf(sum)}`
    }),
  )
}
