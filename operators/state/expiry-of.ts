import type { IsoDate } from '../../src/domain/time.ts'
import { vietnamCalendar } from '../../src/market/calendar.ts'
import { contractMonthOf } from '../../src/market/contract-code.ts'
import { contractOf, lastTradingDayOf } from '../../src/market/contracts.ts'

/**
 * The last trading day of an index future, whatever style its symbol has; `undefined` when it names none, or only with a label that
 * the calendar does not reach to.
 */
export function expiryOf(symbol: string, today: IsoDate): IsoDate | undefined {
  const month = contractMonthOf(symbol)
  if (month) return lastTradingDayOf(month.year, month.month)
  const { from, until } = vietnamCalendar
  return today >= from && today <= until ? contractOf(symbol, today)?.lastTradingDay : undefined
}
