import bundled from '../../data/reference/settlement-days.json' with { type: 'json' }
import type { Instrument } from '../domain/market.ts'
import type { Quantity } from '../domain/money.ts'
import { type Instant, instantOf, type IsoDate } from '../domain/time.ts'
import { type Calendar, vietnamCalendar } from './calendar.ts'

/** Where the depository's days differ from the exchanges', of the form of `data/reference/settlement-days.json`. */
export interface SettlementFile {
  /** Trades whose settlement the depository has named. */
  readonly trades: readonly { readonly tradeDate: IsoDate; readonly settlementDate: IsoDate }[]
  /** Trading days on which nothing settles. */
  readonly closed: readonly { readonly date: IsoDate }[]
}

/** When what was traded on a day is settled. */
export interface Settlement {
  readonly tradeDate: IsoDate
  readonly settlementDate: IsoDate
  /** What was bought may be sold from here on: 13:00 of the settlement date; for a future the trade date's midnight, at once. */
  readonly sellableFrom: Instant
}

/** How to settle. */
export interface SettlementOptions {
  readonly instrument?: Instrument
  readonly calendar?: Calendar
  readonly exceptions?: SettlementFile
}

const DEFAULTS: Required<SettlementOptions> = {
  instrument: 'stock',
  calendar: vietnamCalendar,
  exceptions: bundled,
}

/** By then brokers must have credited their customers; the depository itself moves at 11:00 to 11:30. */
const CREDITED_BY = 13 * 3_600_000

/** Days after the trade. */
const CYCLES: Record<Instrument, number> = { stock: 2, etf: 2, warrant: 2, bond: 1, future: 1 }

/**
 * When a trade settles: shares, ETFs and warrants on the second settlement day after it, corporate bonds and the variation margin of futures
 * on the first. What the depository has named for a trade date holds instead. Throws a `RangeError` on a date without
 * trading, and beyond the calendar's horizon.
 *
 * 13:00 is a deadline that has slipped (to 15:00 on 27 February 2026): an account that hears from the depository
 * should go by that.
 *
 * @example settlementOf('2026-02-12').settlementDate // '2026-02-23': over Tết
 */
export function settlementOf(tradeDate: IsoDate, options: SettlementOptions = {}): Settlement {
  const { instrument, calendar, exceptions } = { ...DEFAULTS, ...options }
  refuseClosed(tradeDate, calendar)
  const cycle = CYCLES[instrument]
  const named =
    cycle === 2 ? exceptions.trades.find((trade) => trade.tradeDate === tradeDate)?.settlementDate : undefined
  const settlementDate =
    named ??
    settlementDayAfter(tradeDate, cycle, (date) => nextSettlementDay(date, calendar, exceptions.closed))
  const sellableFrom = instrument === 'future' ? instantOf(tradeDate) : instantOf(settlementDate, CREDITED_BY)
  return { tradeDate, settlementDate, sellableFrom }
}

function refuseClosed(date: IsoDate, calendar: Calendar): void {
  if (calendar.isTradingDay(date)) return
  throw new RangeError(`Nothing trades on ${date} (${calendar.day(date).reason}), so nothing settles.`)
}

const settlementDayAfter = (date: IsoDate, days: number, next: (date: IsoDate) => IsoDate): IsoDate =>
  days === 0 ? date : settlementDayAfter(next(date), days - 1, next)

function nextSettlementDay(date: IsoDate, calendar: Calendar, closed: SettlementFile['closed']): IsoDate {
  const next = calendar.nextTradingDay(date)
  return closed.some((line) => line.date === next) ? nextSettlementDay(next, calendar, closed) : next
}

/** Shares bought on one day, and still held. */
export interface Lot {
  readonly tradeDate: IsoDate
  readonly quantity: Quantity
  /** When the depository credited them, where that is known; it wins over the rule's 13:00. */
  readonly creditedAt?: Instant
}

/**
 * How many shares of dated lots may be sold at an instant. Shares bought today never may; there is no short sale.
 *
 * @example sellableQuantity([{ tradeDate: '2026-11-19', quantity: 300 }], Date.parse('2026-11-23T12:59:59+07:00')) // 0
 */
export function sellableQuantity(
  lots: readonly Lot[],
  instant: Instant,
  options: SettlementOptions = {},
): Quantity {
  return lots
    .filter(
      ({ tradeDate, creditedAt }) => (creditedAt ?? settlementOf(tradeDate, options).sellableFrom) <= instant,
    )
    .reduce((sum, { quantity }) => sum + quantity, 0)
}
