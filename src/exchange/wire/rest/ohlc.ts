import { decimalOf, type Price } from '../../../domain/money.ts'
import type { ListedSecurity, MinuteBar, SimulatedExchange } from '../../message.ts'
import { restMarket, wireDate, wireTime } from '../wire-format.ts'
import { dateRange } from './date-range.ts'
import { type Envelope, paged, refused, type Row } from './envelope.ts'
import type { RestQuery } from './rest-query.ts'

const MINUTE = 60_000

/** A bar as it is told, wider than a minute or not, with the security that it is of. */
interface ToldBar extends MinuteBar {
  readonly security: ListedSecurity
  /** Start of its last minute with a trade. */
  readonly lastMinute: number
}

/**
 * DailyOhlc: a row a day and security. The exchange remembers the day that runs: other days have no rows.
 * A security without a trade has none either.
 */
export const dailyOhlc = (exchange: SimulatedExchange, query: RestQuery): Envelope =>
  ohlc(exchange, query, { width: Infinity, row: dailyRow })

/** IntradayOhlc: a row for each `resolution` minutes with a trade, one minute unless said. */
export function intradayOhlc(exchange: SimulatedExchange, query: RestQuery): Envelope {
  const resolution = Number(query('resolution') ?? 1)
  if (!Number.isInteger(resolution) || resolution < 1)
    return refused('resolution must be a whole number of minutes.')
  return ohlc(exchange, query, { width: resolution * MINUTE, row: intradayRow })
}

interface Shape {
  readonly width: number
  readonly row: (bar: ToldBar, exchange: SimulatedExchange) => Row
}

function ohlc(exchange: SimulatedExchange, query: RestQuery, { width, row }: Shape): Envelope {
  const { date, securities } = exchange
  const range = dateRange(query, date)
  if (typeof range === 'string') return refused(range)
  const symbol = query('symbol')?.toUpperCase()
  const hasToday = range.from <= date && date <= range.to
  const bars = securities
    .filter((security) => hasToday && (!symbol || security.symbol === symbol))
    .flatMap((security) => widened(exchange.minuteBars(security.symbol), width, security))
  const ordered = query('ascending')?.toLowerCase() === 'false' ? bars.toReversed() : bars
  return paged(ordered, query, (page) => page.map((bar) => row(bar, exchange)))
}

/** Joins minutes to bars of `width` ms; an infinite one joins them all. */
function widened(minutes: readonly MinuteBar[], width: number, security: ListedSecurity): readonly ToldBar[] {
  const bars: ToldBar[] = []
  for (const minute of minutes) {
    const last = bars.at(-1)
    const isSame = last && Math.floor(last.start / width) === Math.floor(minute.start / width)
    if (isSame) bars[bars.length - 1] = joined(last, minute)
    else bars.push({ ...minute, security, lastMinute: minute.start })
  }
  return bars
}

const joined = (bar: ToldBar, minute: MinuteBar): ToldBar => ({
  ...bar,
  high: bar.high > minute.high ? bar.high : minute.high,
  low: bar.low < minute.low ? bar.low : minute.low,
  close: minute.close,
  volume: bar.volume + minute.volume,
  value: bar.value + minute.value,
  lastMinute: minute.start,
})

const text = (price: Price): string => String(decimalOf(price))

const prices = ({ open, high, low, close }: MinuteBar) => ({
  Open: text(open),
  High: text(high),
  Low: text(low),
  Close: text(close),
})

const dailyRow = (bar: ToldBar, { date }: SimulatedExchange): Row => ({
  Symbol: bar.security.symbol,
  Market: restMarket(bar.security.venue),
  TradingDate: wireDate(date),
  Time: null,
  ...prices(bar),
  Volume: String(bar.volume),
  Value: bar.value.toFixed(4),
})

/** Time is that of the bar's last change, not of its start, and Value repeats the close: so does the real list. */
function intradayRow(bar: ToldBar, { now }: SimulatedExchange): Row {
  const { date, time } = wireTime(Math.max(bar.lastMinute, Math.min(bar.lastMinute + MINUTE - 1, now)))
  return {
    Symbol: bar.security.symbol,
    Value: text(bar.close),
    TradingDate: date,
    Time: time,
    ...prices(bar),
    Volume: String(bar.volume),
  }
}
