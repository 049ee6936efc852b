import { createRequire } from 'node:module'
import { from, Observable } from 'rxjs'
import type { compute, computeTradeBars, Trade, TradeBar } from 'tardis-dev'
import { bars as barsOf } from '../../operators/bars.ts'
import { classify } from '../../operators/classify.ts'
import type { ClassifiedTrade, MarketEvent } from '../../src/domain/event.ts'
import type { Bar } from '../../src/domain/outputs.ts'
import { instantOf } from '../../src/domain/time.ts'
import { random } from '../../src/exchange/random.ts'
import { price, trade } from '../../src/testing/index.ts'
import { equal } from '../equal.ts'
import type { Figure } from '../figure.ts'
import { measured, perSecond } from '../measured.ts'
import type { Run } from '../run.ts'

const tardis = createRequire(import.meta.url)('tardis-dev') as {
  readonly compute: typeof compute
  readonly computeTradeBars: typeof computeTradeBars
}

const MINUTE = 60_000
const HOUR = 3_600_000
const SYMBOLS = 1_600
/** Trades, 50 a second: thirty minutes and more. */
const COUNT = 100_000
const STEP = 20
const OPEN = instantOf('2026-11-20', 9.25 * 3_600_000)

/** One-minute bars of 1,600 securities from 100,000 trades, beside those of `tardis-dev`, which are equal. */
export async function bars({ sized }: Run): Promise<readonly Figure[]> {
  const trades = madeTrades()
  const others = trades.map(asTheirs)
  // Their fields only: bars that are kept once are made among old objects ever after, a third of what they then cost.
  const made: Fields[] = []
  own(trades, (bar) => made.push(ownFields(bar)))
  const known: Fields[] = []
  await theirs(others, (bar) => known.push(theirFields(bar)))
  equal(made.toSorted(byPlace), known.toSorted(byPlace), 'Bars')
  let volume = 0
  const count = (bar: { readonly volume: number }) => (volume = (volume + bar.volume) | 0)
  const { vnflow, compute } = await measured(
    { vnflow: () => own(trades, count), compute: () => theirs(others, count) },
    { items: trades.length, rounds: sized(15, 3, 1), warmUp: sized(4, 1, 0) },
  )
  return [
    {
      name: `1-minute bars of ${SYMBOLS.toLocaleString('en')} securities`,
      value: 1e9 / vnflow.cpu.median,
      unit: 'trades/s of CPU',
      spread: perSecond(vnflow.cpu),
      baseline: { name: '`tardis-dev` `compute`, the same bars', value: 1e9 / compute.cpu.median },
      reach: { ratio: { least: 5 } },
      beside: [{ name: 'bars compared', value: made.length, unit: '' }],
    },
  ]
}

/**
 * Some securities trade far more often than others, as they do. At the end each trades once more, an hour later: a bar of theirs ends with
 * the next trade of its security. They are classified by the program's own operator: records that a test puts together lie in memory in
 * another way, and take twice as long to read.
 */
function madeTrades(): readonly ClassifiedTrade[] {
  const chance = random(1, 'bars')
  const last = OPEN + COUNT * STEP + HOUR
  const trades = Array.from({ length: COUNT + SYMBOLS }, (_, i) => {
    const time = i < COUNT ? OPEN + i * STEP : last
    const place = i < COUNT ? Math.floor((chance.below(1_000) / 1_000) ** 3 * SYMBOLS) : i - COUNT
    return trade({
      seq: i + 1,
      exchangeTime: time,
      receivedTime: time,
      symbol: `S${place}`,
      price: price(20_000 + chance.below(400) * 50),
      volume: 100 * (1 + chance.below(50)),
      feedSide: chance.below(2) === 0 ? 'buy' : 'sell',
      phase: 'continuous',
    })
  })
  const classified: ClassifiedTrade[] = []
  tell(from<MarketEvent[]>(trades).pipe(classify()), (event) => {
    if (event.kind === 'trade') classified.push(event)
  })
  return classified
}

/** Without an end: bars that are open then stay open. */
function own(trades: readonly ClassifiedTrade[], take: (bar: Bar) => void): void {
  const trades$ = new Observable<ClassifiedTrade>((subscriber) => {
    for (const trade of trades) subscriber.next(trade)
  })
  tell(trades$.pipe(barsOf(MINUTE)), take)
}

function tell<T>(values$: Observable<T>, take: (value: T) => void): void {
  values$
    .subscribe({
      next: take,
      error(reason: unknown) {
        throw reason
      },
    })
    .unsubscribe()
}

const asTheirs = ({ symbol, exchangeTime, price, volume, side }: ClassifiedTrade): Trade => ({
  type: 'trade',
  symbol,
  exchange: 'binance',
  id: undefined,
  price,
  amount: volume,
  side: side === 'neutral' ? 'unknown' : side,
  timestamp: new Date(exchangeTime),
  localTimestamp: new Date(exchangeTime),
})

async function theirs(trades: readonly Trade[], tell: (bar: TradeBar) => void): Promise<void> {
  // eslint-disable-next-line @typescript-eslint/require-await -- it is the form in which their messages come
  async function* messages() {
    yield* trades
  }
  for await (const message of tardis.compute(
    messages(),
    tardis.computeTradeBars({ kind: 'time', interval: MINUTE }),
  ))
    if (message.type === 'trade_bar') tell(message)
}

/** What both know of a bar. */
type Fields = readonly [symbol: string, start: number, ...numbers: number[]]

const ownFields = (bar: Bar): Fields => {
  const { symbol, start, open, high, low, close, volume, activeBuyVolume, activeSellVolume } = bar
  return [symbol, start, open, high, low, close, volume, activeBuyVolume, activeSellVolume]
}

const theirFields = (bar: TradeBar): Fields => {
  const { symbol, timestamp, open, high, low, close, volume, buyVolume, sellVolume } = bar
  return [symbol, timestamp.valueOf() - MINUTE, open, high, low, close, volume, buyVolume, sellVolume]
}

const byPlace = ([symbol, start]: Fields, [otherSymbol, otherStart]: Fields): number =>
  start - otherStart || (symbol < otherSymbol ? -1 : 1)
