import type { RestQuery } from '../../wire/rest/rest-query.ts'
import type { ForeignMessage, ListedSecurity, MinuteBar, SimulatedExchange } from '../../message.ts'
import { dealsOf, tradedIn } from '../day/traded.ts'
import { wideBars } from '../day/wide-bars.ts'
import { NOTHING, refused, type Reply } from '../reply.ts'
import { figure, priceText, rounded, slashDate } from '../wire3-format.ts'
import type { DataParts } from './data-parts.ts'
import { countedPage, dateRange, onlyOne } from './query.ts'
import { selected } from './securities.ts'

/** `securitiesSummary`: what a security, or each member of an index, traded on the day that runs. */
export function securitiesSummary({ exchange }: DataParts, query: RestQuery): Reply {
  const asked = onlyOne(query, ['symbol', 'index'])
  if (!asked) return refused('notOneOfSymbolIndex')
  const range = dateRange(query)
  if (typeof range === 'string') return refused(range)
  const securities = selected(exchange, asked)
  if (typeof securities === 'string') return refused(securities)
  if (exchange.date < range.from || exchange.date > range.to) return NOTHING
  return countedPage(securities, query, (security) => summary(security, exchange))
}

function summary(security: ListedSecurity, exchange: SimulatedExchange): object {
  const { symbol } = security
  const bars = exchange.minuteBars(symbol)
  const foreign = exchange.latest(symbol).find((message) => message.kind === 'foreign')
  const deals = dealsOf(exchange, symbol)
  return {
    symbol,
    tradingDate: slashDate(exchange.date),
    ...matched(security, bars),
    totalBuy: '',
    totalTradeBuy: '',
    totalSell: '',
    totalTradeSell: '',
    ...foreigners(foreign),
    totalDeal: figure(deals.volume),
    totalDealValue: figure(deals.value),
    openInterest: '',
    settlementPrice: '',
  }
}

/** What was matched in the book: prices have no value before the first trade. */
function matched({ reference, multiplier }: ListedSecurity, minutes: readonly MinuteBar[]): object {
  const [day] = wideBars(minutes, Infinity)
  const { volume, value } = tradedIn(minutes)
  const change = day && day.close - reference
  return {
    priceChange: priceText(change),
    priceChangePercentage: change === undefined ? '' : rounded((change / reference) * 100),
    open: priceText(day?.open),
    high: priceText(day?.high),
    low: priceText(day?.low),
    close: priceText(day?.close),
    average: volume > 0 ? rounded(value / volume / multiplier) : '',
    totalMatch: figure(volume),
    totalMatchValue: figure(value),
  }
}

const foreigners = (foreign: ForeignMessage | undefined): object => ({
  totalForeignBuy: figure(foreign?.buyVolume),
  totalForeignBuyValue: figure(foreign?.buyValue),
  totalForeignSell: figure(foreign?.sellVolume),
  totalForeignSellValue: figure(foreign?.sellValue),
  remainForeignRoom: figure(foreign?.currentRoom),
  totalForeignRoom: figure(foreign?.totalRoom),
})
