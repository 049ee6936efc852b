import { type Instant, ictDate, instantOf } from '../../../domain/time.ts'
import type { RestQuery } from '../../wire/rest/rest-query.ts'
import type { MinuteBar, SimulatedExchange } from '../../message.ts'
import type { DayBook } from '../day/day-book.ts'
import { wideBars } from '../day/wide-bars.ts'
import { type Fault, NOTHING, refused, replied, type Reply } from '../reply.ts'
import { figure, priceText, slashDate, slashTime } from '../wire3-format.ts'
import type { DataParts } from './data-parts.ts'
import { instantIn, isSymbol, orderedRange, pageOf, type Range } from './query.ts'

const MINUTE = 60_000
const DAY = 86_400_000

/** Width of a bar by its name, ms. The day is one bar. */
const WIDTHS: ReadonlyMap<string, number> = new Map([
  ['1m', MINUTE],
  ['3m', 3 * MINUTE],
  ['5m', 5 * MINUTE],
  ['15m', 15 * MINUTE],
  ['1h', 60 * MINUTE],
  ['1d', Infinity],
])

interface Asked {
  readonly symbol: string
  readonly width: number
  readonly range: Range<Instant>
}

/**
 * `ohlc`: bars of one security or index, newest first. The exchange remembers the day that runs; and a range of minutes that goes beyond
 * the end of today has none, as at SSI's.
 */
export function ohlc({ exchange, book }: DataParts, query: RestQuery): Reply {
  const asked = askedOf(query)
  if (typeof asked === 'string') return refused(asked)
  const { symbol, width, range } = asked
  const dayStart = instantOf(exchange.date)
  if (width < Infinity && range.to >= dayStart + DAY) return NOTHING
  const bars = wideBars(minuteBars(symbol, exchange, book), width)
    .map((bar) => (width < Infinity ? bar : { ...bar, start: dayStart }))
    .filter(({ start }) => range.from <= start && start <= range.to)
  const { pageIndex, pageSize, rows } = pageOf(bars.toReversed(), query)
  if (rows.length === 0) return NOTHING
  const data = rows.map((bar) => row(bar, symbol, width))
  return replied({ code: 200, msg: 'success', pageIndex, pageSize, data })
}

function askedOf(query: RestQuery): Asked | Fault {
  const symbol = query('symbol')
  if (!symbol) return 'noSymbol'
  if (!isSymbol(symbol)) return 'illegalSymbol'
  const width = WIDTHS.get(query('timeFrame') ?? '')
  if (width === undefined || !query('from') || !query('to')) return 'noSuchTimeFrame'
  const range = orderedRange(instantIn(query('from')), instantIn(query('to')))
  return typeof range === 'string' ? range : { symbol: symbol.toUpperCase(), width, range }
}

const minuteBars = (code: string, exchange: SimulatedExchange, book: DayBook): readonly MinuteBar[] =>
  exchange.indices.some(({ id }) => id === code) ? book.indexBars(code) : exchange.minuteBars(code)

const row = (bar: MinuteBar, symbol: string, width: number) => ({
  symbol,
  tradingDate: width === Infinity ? slashDate(ictDate(bar.start)) : slashTime(bar.start),
  open: priceText(bar.open),
  high: priceText(bar.high),
  low: priceText(bar.low),
  close: priceText(bar.close),
  volume: figure(bar.volume),
  value: figure(bar.value),
})
