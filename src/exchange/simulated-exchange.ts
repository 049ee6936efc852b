import { type Instant, instantOf, type IsoDate } from '../domain/time.ts'
import { nextTradingDay } from '../market/calendar.ts'
import { startOfDay } from './day-clock.ts'
import type { MarketMessage, SimulatedExchange } from './message.ts'
import { openFloor, USUAL_SYMBOLS, type World } from './open-floor.ts'
import { type Day, dayOf, runStep } from './run-day.ts'
import type { TradedSecurity } from './traded-security.ts'
import type { TradingFloor } from './trading-floor.ts'
import type { AccountOpening } from './trading/account.ts'
import { type TradingDesk, tradingDesk } from './trading/trading-desk.ts'

/** Which simulated market, and when it begins. */
export interface SimulatedExchangeOptions {
  /** Any number. The same seed and date give the same messages, however time is cut. */
  readonly seed: number
  /** First trading day. */
  readonly date: IsoDate
  /** Securities in all, the four futures included; 430 unless said. With fewer, less goes on. */
  readonly symbols?: number
  /**
   * Where time stands at first: an instant, or a time of day of `date` (ms since midnight); 08:30 unless said. The market before it
   * was run like any other and is not told.
   */
  readonly startAt?: Instant
  /** The only accounts that may send orders; without them any number opens one. */
  readonly accounts?: readonly AccountOpening[] | undefined
}

const LEAST_SYMBOLS = 40
const MOST_SYMBOLS = 3_000
const DAY = 86_400_000

/**
 * A simulated exchange: seeded, deterministic, nothing in it is true but the rules. Orders of clients meet the simulated ones; without
 * any, the market is the same to the last byte as if nobody could send one.
 *
 * Time moves on a grid of 100 ms. After 15:00 nothing is told until the next trading day, whose references are the
 * closes (the average on UPCoM); a day's books and totals end with it. A time that is past already brings nothing.
 * Throws a `RangeError` on a date without trading, beyond the calendar's horizon (also when `advance` gets there), and on a number
 * of symbols that no list can have.
 */
export function simulatedExchange(options: SimulatedExchangeOptions): SimulatedExchange {
  const { seed, date, symbols = USUAL_SYMBOLS, startAt = startOfDay(date), accounts } = options
  if (!(symbols >= LEAST_SYMBOLS && symbols <= MOST_SYMBOLS)) {
    throw new RangeError(
      `The simulated exchange lists ${LEAST_SYMBOLS} to ${MOST_SYMBOLS} symbols, not ${symbols}.`,
    )
  }
  const clock = exchangeClock(openFloor({ seed, symbols }, date), { seed, symbols }, accounts)
  const start = startAt < DAY ? instantOf(date, startAt) : startAt
  clock.run(start, () => undefined)
  return exchangeOf(clock, start)
}

function exchangeOf(clock: ExchangeClock, start: Instant): SimulatedExchange {
  let now = start
  const floor = () => clock.day().floor
  return {
    get date() {
      return floor().date
    },
    get now() {
      return now
    },
    get securities() {
      return [...floor().bySymbol.values()].map(({ listed }) => listed)
    },
    get indices() {
      return floor().indices.map(({ listed }) => listed)
    },
    advance(to) {
      const told: MarketMessage[] = []
      clock.run(to, (messages) => {
        for (const message of messages) told.push(message)
      })
      now = Math.max(now, to)
      return told
    },
    latest: (symbol) => latestOf(floor().bySymbol.get(symbol)),
    latestIndex: (indexId) => floor().indices.find(({ listed }) => listed.id === indexId)?.last,
    minuteBars: (symbol) => floor().bySymbol.get(symbol)?.totals.bars ?? [],
    orderEntry: clock.desk.entry,
  }
}

const latestOf = (security: TradedSecurity | undefined): readonly MarketMessage[] =>
  [security?.lastStatus, security?.lastQuote, security?.lastTrade, security?.lastForeign].filter(
    (message) => message !== undefined,
  )

/** Runs day after day. */
interface ExchangeClock {
  readonly day: () => Day
  readonly desk: TradingDesk
  /** Runs every step up to `to` and hands out what each told. */
  readonly run: (to: Instant, tell: (messages: readonly MarketMessage[]) => void) => void
}

function exchangeClock(
  first: TradingFloor,
  world: World,
  accounts?: readonly AccountOpening[],
): ExchangeClock {
  let day = dayOf(first)
  const desk = tradingDesk(() => day.floor, accounts)
  day.floor.clients = desk.clients
  /** True when a step was run: false when the next one is still to come. */
  const runNext = (to: Instant): boolean => {
    if (day.next > day.end) {
      const tomorrow = nextTradingDay(day.floor.date)
      if (startOfDay(tomorrow) > to) return false
      desk.dayOver(day.floor)
      day = dayOf(openFloor(world, tomorrow, day.floor))
      day.floor.clients = desk.clients
    }
    if (day.next > to) return false
    runStep(day)
    return true
  }
  return {
    day: () => day,
    desk,
    run(to, tell) {
      while (runNext(to)) {
        const { tape } = day.floor
        if (tape.length > 0) tell(tape.splice(0))
      }
    },
  }
}
