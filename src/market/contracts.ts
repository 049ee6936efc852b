import { PRICE_SCALE } from '../domain/money.ts'
import type { IsoDate } from '../domain/time.ts'
import { type Calendar, vietnamCalendar } from './calendar.ts'
import {
  type ContractMonth,
  contractMonthOf,
  newCodeOf,
  oldCodeOf,
  type Underlying,
} from './contract-code.ts'
import { addDays, dateOf, weekdayOf } from './date.ts'
import { FUTURE_POINT } from './point-value.ts'

export { isFuture } from './contract-code.ts'

/** An index future. */
export interface Contract extends ContractMonth {
  /** The exchange's code, of the grammar since May 2025: `41I1G3000`. */
  readonly code: string
  /** What vendors call it: the rolling label of a listed contract on the date asked for (`VN30F1M`), else `VN30F2603`. */
  readonly alias: string
  readonly lastTradingDay: IsoDate
  /** VND that one point is worth. */
  readonly multiplier: number
  /** Price step, hundredths of a point. */
  readonly tick: number
}

/** Which contracts to list, and by which calendar. */
export interface ListedContractsOptions {
  readonly underlying?: Underlying
  readonly calendar?: Calendar
}

const TICK = PRICE_SCALE / 10
const SUNDAY = 0
const THURSDAY = 4
const SATURDAY = 6

const FIRST_TRADED: Record<Underlying, IsoDate> = { VN30: '2017-08-10', VN100: '2025-10-10' }

/** Rolling labels in the order of the listed months: this month, the next, the two quarters after. */
const LABELS = ['F1M', 'F2M', 'F1Q', 'F2Q']
const LABEL = /^(VN30|VN100)(F[12][MQ])$/

/**
 * The last trading day of a month's index futures: the third Thursday, or the last trading day before it when the
 * exchange is closed then. Outside the calendar's horizon each weekday counts as a trading day, so that one which begins
 * within a closure gives an answer, too.
 *
 * @example lastTradingDayOf(2026, 2) // '2026-02-13': Thursday the 19th is in Tết
 */
export function lastTradingDayOf(year: number, month: number, calendar: Calendar = vietnamCalendar): IsoDate {
  const first = weekdayOf(dateOf(year, month, 1))
  let day = dateOf(year, month, 1 + ((THURSDAY - first + 7) % 7) + 14)
  while (!mayTrade(day, calendar)) day = addDays(day, -1)
  return day
}

const mayTrade = (date: IsoDate, calendar: Calendar): boolean =>
  date >= calendar.from && date <= calendar.until
    ? calendar.isTradingDay(date)
    : ![SUNDAY, SATURDAY].includes(weekdayOf(date))

const contractOfMonth = (contractMonth: ContractMonth, calendar: Calendar, alias?: string): Contract => ({
  code: newCodeOf(contractMonth),
  alias: alias ?? oldCodeOf(contractMonth),
  ...contractMonth,
  lastTradingDay: lastTradingDayOf(contractMonth.year, contractMonth.month, calendar),
  multiplier: FUTURE_POINT,
  tick: TICK,
})

const monthAfter = ({ underlying, year, month }: ContractMonth): ContractMonth =>
  month === 12 ? { underlying, year: year + 1, month: 1 } : { underlying, year, month: month + 1 }

function quarterEndAfter(contractMonth: ContractMonth): ContractMonth {
  const next = monthAfter(contractMonth)
  return next.month % 3 === 0 ? next : quarterEndAfter(next)
}

/**
 * The four contracts that trade on a date, nearest first: the nearest month whose last trading day has not passed, the
 * next one, and the last months of the next two quarters. Their aliases are the rolling labels of that date.
 * An index without futures at the time has none. Throws a `RangeError` beyond the calendar's horizon.
 *
 * @example listedContracts('2026-11-21').map(({ code }) => code) // ['41I1GC000', '41I1H1000', '41I1H3000', '41I1H6000']
 */
export function listedContracts(date: IsoDate, options: ListedContractsOptions = {}): readonly Contract[] {
  const { underlying = 'VN30', calendar = vietnamCalendar } = options
  calendar.day(date) // refuses a date beyond its horizon
  if (date < FIRST_TRADED[underlying]) return []
  const thisMonth = { underlying, year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)) }
  const expired = lastTradingDayOf(thisMonth.year, thisMonth.month, calendar) < date
  const front = expired ? monthAfter(thisMonth) : thisMonth
  const second = monthAfter(front)
  const firstQuarter = quarterEndAfter(second)
  return [front, second, firstQuarter, quarterEndAfter(firstQuarter)].map((contractMonth, i) =>
    contractOfMonth(contractMonth, calendar, `${underlying}${LABELS[i] ?? ''}`),
  )
}

/**
 * The index future that a code of either style names, or, on a date, a vendor's rolling label. `undefined` when it names
 * none: another symbol, or a label without a date. With a date, a listed contract bears its label of that date.
 * Throws a `RangeError` when the date is beyond the calendar's horizon.
 *
 * @example contractOf('VN30F2603')?.code // '41I1G3000'
 * @example contractOf('VN30F1M', '2026-11-21')?.code // '41I1GC000'
 * @example contractOf('41I1GC000', '2026-11-21')?.alias // 'VN30F1M'
 */
export function contractOf(
  codeOrAlias: string,
  date?: IsoDate,
  calendar: Calendar = vietnamCalendar,
): Contract | undefined {
  const named = contractMonthOf(codeOrAlias)
  return listedAs(codeOrAlias, date, calendar) ?? (named && contractOfMonth(named, calendar))
}

/** The listed contract of a date that bears a code or a rolling label. */
function listedAs(name: string, date: IsoDate | undefined, calendar: Calendar): Contract | undefined {
  const named = contractMonthOf(name)
  const underlying = named?.underlying ?? underlyingOfLabel(name)
  if (date === undefined || !underlying) return undefined
  const code = named && newCodeOf(named)
  return listedContracts(date, { underlying, calendar }).find(
    (contract) => contract.code === code || contract.alias === name,
  )
}

function underlyingOfLabel(label: string): Underlying | undefined {
  const name = LABEL.exec(label)?.[1]
  return name === 'VN30' || name === 'VN100' ? name : undefined
}

/** Months listed before the new trading system of May 2025, which kept their old code to the end. */
const OLD_MONTHS_OF_2025 = new Set([1, 2, 3, 4, 5, 6, 9, 12])

/**
 * The code under which the exchange really traded a contract: the old one for those listed before 5 May 2025
 * (`VN30F2512` was the last), the new one since. Recordings of 2025 hold both.
 *
 * @example tradedCodeOf({ underlying: 'VN30', year: 2025, month: 12 }) // 'VN30F2512'
 */
export const tradedCodeOf = (contractMonth: ContractMonth): string =>
  contractMonth.underlying === 'VN30' &&
  (contractMonth.year < 2025 || (contractMonth.year === 2025 && OLD_MONTHS_OF_2025.has(contractMonth.month)))
    ? oldCodeOf(contractMonth)
    : newCodeOf(contractMonth)
