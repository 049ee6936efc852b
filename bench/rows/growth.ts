import { Subject } from 'rxjs'
import { spike } from '../../operators/spike.ts'
import type { ClassifiedEvent, ClassifiedTrade, FeedEvent } from '../../src/domain/event.ts'
import { decode } from '../../src/sources/decode.ts'
import { openAudiences } from '../../src/cli/kit/open-audiences.ts'
import { byHand } from '../by-hand/by-hand.ts'
import { byProgram, type EventWay } from '../by-program.ts'
import { countingOutboxes } from '../counting-outboxes.ts'
import type { Beside, Figure } from '../figure.ts'
import { madeFrames } from '../made-frames.ts'
import { measured, type Measured, type MeasuredOptions, type Way } from '../measured.ts'
import { repeatedDays } from '../repeated-days.ts'
import type { Run } from '../run.ts'
import { madeTrade } from '../store/made-trades.ts'

const SYMBOLS = [16, 160, 1_600]
const CLIENTS = [1, 10, 100]
const MINUTES = [1, 10, 60]
/** Events of a slice, and states that are sent in one. */
const EVENTS = 10_000
const STATES = 100
/** As long as a state of the market mostly is. */
const STATE = JSON.stringify({ text: 'x'.repeat(20_000) })
/** What a hundred times the clients or a longer window may cost more each. */
const MOST = 1.5

/**
 * What an event, or a message to a client, costs as there are more securities, clients, and minutes of a window. What is done for an event is the
 * same however many securities there are, but their records lie farther from the processor: that costs a loop by hand too, and may not cost more here.
 */
export async function growth({ sized }: Run): Promise<readonly Figure[]> {
  const options = { rounds: sized(41, 5, 1), warmUp: sized(20, 5, 0) }
  const events = sized(60_000, 8_000, 1_000)
  const markets = new Map(SYMBOLS.map((count) => [count, market(count, events)]))
  const ofMarkets = (way: 'byProgram' | 'byHand') =>
    named(SYMBOLS, (count) => () => markets.get(count)?.[way]())
  const prepared = {
    items: EVENTS,
    ...options,
    prepare(round: number) {
      for (const one of markets.values()) one.prepare(round)
    },
  }
  const bySymbols = await measured(ofMarkets('byProgram'), prepared)
  const loop = await measured(ofMarkets('byHand'), prepared)
  const byClients = await measured(named(CLIENTS, clientsWay), { items: STATES, ...options })
  const byMinutes = await measuredByMinutes(options)
  const ofSymbols = besides(SYMBOLS, bySymbols, { name: 'an event of all pipelines, of', unit: 'securities' })
  const ofClients = besides(CLIENTS, byClients, { name: 'a state to one of', unit: 'clients', isEach: true })
  const ofMinutes = besides(MINUTES, byMinutes, { name: 'a trade in a window of', unit: 'minutes' })
  return [
    {
      name: 'cost of an event, of a hundred times the securities',
      value: grown(ofSymbols),
      unit: 'times',
      baseline: { name: 'one loop by hand, of as many more', value: grown(besides(SYMBOLS, loop)) },
      reach: { ratio: { most: 1 } },
      beside: [
        ...ofSymbols,
        ...ofClients,
        ...ofMinutes,
        grownAtMost('a state to each of a hundred times the clients', ofClients),
        grownAtMost('a trade in a window sixty times as long', ofMinutes),
      ],
    },
  ]
}

/** The last beside the first. */
const grown = (taken: readonly Beside[]): number => (taken.at(-1)?.value ?? NaN) / (taken[0]?.value ?? NaN)

const grownAtMost = (name: string, taken: readonly Beside[]): Beside => ({
  name,
  value: grown(taken),
  unit: 'times',
  reach: { most: MOST },
})

const named = (sizes: readonly number[], way: (size: number) => Way): Readonly<Record<string, Way>> =>
  Object.fromEntries(sizes.map((size) => [`of ${size}`, way(size)]))

interface Named {
  readonly name: string
  readonly unit: string
  /** What was measured is of all of them together. */
  readonly isEach?: boolean
}

const besides = (
  sizes: readonly number[],
  taken: Readonly<Record<string, Measured>>,
  { name, unit, isEach = false }: Named = { name: '', unit: '' },
): readonly Beside[] =>
  sizes.map((size) => ({
    name: `${name} ${size} ${unit}`,
    value: (taken[`of ${size}`]?.cpu.median ?? NaN) / (isEach ? size : 1),
    unit: 'ns of CPU',
  }))

/** All pipelines over a market, and the loop by hand. Events are made before: books of few securities have fewer levels, and take less time to copy. */
function market(symbols: number, count: number) {
  const frames = [...madeFrames({ symbols, count, date: '2026-11-20' })]
  const eventAt = repeatedDays(frames.flatMap((frame): readonly FeedEvent[] => decode(frame)))
  let sum = 0
  let ready: readonly FeedEvent[] = []
  const running = (way: EventWay) => {
    const take = way(({ seq }) => (sum = (sum + seq) | 0))
    return () => {
      for (const event of ready) take(event)
      return sum
    }
  }
  return {
    prepare(round: number) {
      ready = Array.from({ length: EVENTS }, (_, i) => eventAt(round * EVENTS + i))
    },
    byProgram: running(byProgram),
    byHand: running(byHand),
  }
}

function clientsWay(clients: number): Way {
  const { audiences } = openAudiences(undefined, { WS_QUEUE_SIZE: 1_000 })
  const sent = { messages: 0, bytes: 0 }
  const makeOutbox = countingOutboxes(sent)
  for (let i = 0; i < clients; i += 1) {
    audiences.market.join({
      outbox: makeOutbox(),
      form: 'plain',
      feed: () => ({ connected: true, stale: false, source: 'bench', simulated: true }),
      state: () => undefined,
    })
  }
  return () => {
    for (let i = 0; i < STATES; i += 1) audiences.market.send(STATE)
    return sent.bytes
  }
}

/** Made before they are measured, and once for all windows: to make one takes longer than what is measured of it. */
const madeTrades = (round: number): readonly ClassifiedTrade[] =>
  Array.from({ length: EVENTS }, (_, i) => madeTrade(round * EVENTS + i + 1))

function measuredByMinutes(options: Pick<MeasuredOptions, 'rounds' | 'warmUp'>) {
  let trades: readonly ClassifiedTrade[] = []
  const ways = named(MINUTES, (minutes) => minutesWay(minutes, () => trades))
  return measured(ways, { items: EVENTS, ...options, prepare: (round) => (trades = madeTrades(round)) })
}

function minutesWay(minutes: number, trades: () => readonly ClassifiedTrade[]): Way {
  const trades$ = new Subject<ClassifiedEvent>()
  let told = 0
  trades$.pipe(spike({ minutes })).subscribe({
    next: () => (told += 1),
    error(reason: unknown) {
      throw reason
    },
  })
  return () => {
    for (const trade of trades()) trades$.next(trade)
    return told
  }
}
