import { concatMap, finalize, first, interval, lastValueFrom, map, takeUntil, tap, timeout } from 'rxjs'
import { expect } from 'vitest'
import { orderedEvents } from '../../../pipelines/ordered-events.ts'
import type { ClassifiedEvent } from '../../../src/domain/event.ts'
import type { Frame } from '../../../src/domain/frame.ts'
import type { FaultEvent } from '../../../src/exchange/faults/cast.ts'
import type { MarketMessage } from '../../../src/exchange/message.ts'
import { random } from '../../../src/exchange/random.ts'
import { fastConnectServer } from '../../../src/exchange/wire/fast-connect-server.ts'
import { decode } from '../../../src/sources/decode.ts'
import { acting, type Entries } from './acting.ts'
import type { SourceParts, TriedSource } from './sources.ts'
import { START, type Tape, tapeExchange } from './tape.ts'

/** What a source goes through. */
export interface Ordeal extends Pick<SourceParts, 'speed' | 'isWatchful' | 'isCombined' | 'resumes'> {
  readonly entries: Entries
  readonly tape: Tape
  readonly seed: number
  readonly source: TriedSource
  /** How long the market trades. */
  readonly seconds?: number
  /** A connection without any sign of life is lost after so long, ms. */
  readonly deadAfter?: number | undefined
}

/** What came of it. */
export interface Outcome {
  readonly events: readonly FaultEvent[]
  readonly warnings: readonly string[]
  /** How often the link was lost; one that is resumed is not. */
  readonly disconnects: number
  /** Connections that were opened after the first ones stood. */
  readonly reconnects: number
  readonly rejected: number
  /** Volume by symbol: what the exchange traded; what the trades and gaps of the source add up to; the gaps alone. */
  readonly traded: ReadonlyMap<string, number>
  readonly told: ReadonlyMap<string, number>
  readonly missing: ReadonlyMap<string, number>
  /** Volume by symbol that never reached the source, by the exchange's own books. */
  readonly lost: ReadonlyMap<string, number>
  /** All that was lost of what was traded meanwhile. */
  readonly lostMeanwhile: number
}

/** Longest that nothing at all may come, ms. */
const PATIENCE = 60_000

/**
 * Lets the source and the operators that make trades and gaps meet a faulty exchange, until the market has stood still, the source is
 * connected, every kind of channel was heard again and the source knows the total of every share.
 */
export async function endure(ordeal: Ordeal): Promise<Outcome> {
  const { entries, tape, seed, speed, source, deadAfter = 40_000, seconds = 60 } = ordeal
  const end = START + seconds * 1000
  const { faults, events } = acting(entries, seed)
  const traded = totalsOf([...tape.standing, ...tape.messages.filter(({ time }) => time < end)])
  const heard = hearing(source, traded, end)
  const warnings: string[] = []
  const chance = random(seed, 'source')
  const clock = heldClock()
  let reconnects = 0
  const server$ = fastConnectServer({
    exchange: tapeExchange(tape, seconds),
    faults: { ...faults, open: (parts) => ((reconnects += clock.isGoing() ? 1 : 0), faults.open(parts)) },
    speed,
    run: 'ordeal',
    seed,
    port: 0,
    now: () => clock.now(),
    // Two keep-alives fit into the silence that a client allows.
    disconnectTimeout: deadAfter * 1.5,
  })
  const frames$ = server$.pipe(
    concatMap(({ address }) =>
      source.run({
        ...ordeal,
        address,
        deadAfter,
        random: () => chance.uniform() / 10,
        onWarning: (warning) => warnings.push(warning),
      }),
    ),
    concatMap((batch) => batch),
    map((frame, i) => ({ ...frame, seq: i + 1 })),
  )
  const heard$ = frames$.pipe(
    tap((frame) => heard.frame(frame)),
    orderedEvents(heard.decode),
    tap((event) => {
      heard.event(event)
      if (heard.isAllThere()) clock.go()
    }),
  )
  const isOver = () => heard.isAllBack() && faults.lines().every(({ isSettled }) => isSettled())
  // Between two steps of the exchange all that was sent is read.
  await lastValueFrom(
    heard$.pipe(
      timeout({ each: PATIENCE }),
      finalize(() => clock.stop()),
      takeUntil(interval(10).pipe(first(isOver))),
    ),
  )
  const lost = new Map<string, number>()
  const before = totalsOf(tape.standing)
  let lostMeanwhile = 0
  for (const { symbol, from, to, volume } of faults.ledger.lost(source.client)) {
    add(lost, symbol, volume)
    lostMeanwhile += Math.max(0, to - Math.max(from, before.get(symbol) ?? 0))
  }
  return { events, warnings, ...heard.outcome, reconnects, traded, lost, lostMeanwhile }
}

/** Nothing is doubled or left out: trades and gaps make up what was traded, and gaps are what never arrived. */
export function expectNothingLostTwice({ told, traded, missing, lost }: Outcome): void {
  expect(told).toEqual(traded)
  for (const symbol of traded.keys()) {
    const [found, truth] = [missing, lost].map((volumes) => volumes.get(symbol) ?? 0)
    expect(`${symbol} lost ${found}`).toBe(`${symbol} lost ${truth}`)
  }
}

const add = (sums: Map<string, number>, key: string, amount: number) =>
  sums.set(key, (sums.get(key) ?? 0) + amount)

/** The day's volume of each symbol after some messages. */
const totalsOf = (messages: readonly MarketMessage[]): ReadonlyMap<string, number> =>
  new Map(
    messages
      .filter((message) => message.kind === 'trade')
      .map(({ symbol, totalVolume }) => [symbol, totalVolume]),
  )

/** Longest that the clock goes on at once, ms. */
const TICK = 25

/**
 * A wall clock that stands still until it is let go, and on a busy machine goes more slowly: the exchange is as far as it would be with the
 * machine to itself.
 */
function heldClock() {
  let now = Date.now()
  let ticking: NodeJS.Timeout | undefined
  return {
    now: () => now,
    go() {
      ticking ??= setInterval(() => (now += TICK), TICK)
    },
    isGoing: () => ticking !== undefined,
    stop: () => clearInterval(ticking),
  }
}

/** Listens to a source, and knows when it has all again. */
function hearing({ kinds }: TriedSource, traded: ReadonlyMap<string, number>, end: number) {
  const told = new Map<string, number>()
  const missing = new Map<string, number>()
  const outcome = { disconnects: 0, rejected: 0, told, missing }
  /** Kinds of data that were heard since the link came up, and the market stood still. */
  const back = new Set<string>()
  const ever = new Set<string>()
  let isConnected = false

  return {
    outcome,
    frame({ source, text }: Frame) {
      if (source !== 'link') return
      isConnected = text.includes('"connected"')
      back.clear()
      if (!isConnected) outcome.disconnects += 1
    },
    decode: (frame: Frame): ReturnType<typeof decode> => {
      const events = decode(frame)
      for (const { kind, exchangeTime } of events) {
        ever.add(kind)
        if (Number(exchangeTime) > end) back.add(kind)
      }
      return events
    },
    event(event: ClassifiedEvent) {
      if (event.kind === 'rejected') outcome.rejected += 1
      if (event.kind === 'trade') add(told, event.symbol, event.volume)
      if (event.kind !== 'gap') return
      add(told, event.symbol, event.missingVolume)
      add(missing, event.symbol, event.missingVolume)
    },
    isAllThere: () => kinds.every((kind) => ever.has(kind)),
    isAllBack: () =>
      isConnected &&
      kinds.every((kind) => back.has(kind)) &&
      [...traded].every(([symbol, total]) => told.get(symbol) === total),
  }
}
