import { decimalOf, type Price } from '../../../domain/money.ts'
import type { ListedSecurity, TradeMessage } from '../../message.ts'
import { decimal, decimalPrice, stampFields } from '../wire-format.ts'
import { figures } from './figures.ts'

const SIDES = { buy: '"BU"', sell: '"SD"' }

/** Highest and lowest go out without `.0`. */
const plainPrice = (price: Price | undefined): string => String(price === undefined ? 0 : decimalOf(price))

/** Content of X-TRADE: the last trade and the day's totals. */
export function encodeTrade(trade: TradeMessage, security: ListedSecurity): string {
  const { time, symbol, price, volume, totalValue, totalVolume, session, side } = trade
  const { reference, ceiling, floor, venue } = security
  const { average, change, ratioChange } = figures(trade, security)
  return (
    `{"RType":"X-TRADE",${stampFields(time)},"Isin":"${symbol}","Symbol":"${symbol}",` +
    `"Ceiling":${decimalPrice(ceiling)},"Floor":${decimalPrice(floor)},"RefPrice":${decimalPrice(reference)},` +
    `"AvgPrice":${average},"PriorVal":${decimalPrice(reference)},` +
    `"LastPrice":${decimalPrice(price)},"LastVol":${decimal(volume)},` +
    `"TotalVal":${decimal(totalValue)},"TotalVol":${decimal(totalVolume)},` +
    `"MarketId":"${venue}","Exchange":"${venue}","TradingSession":"${session}","TradingStatus":"N",` +
    `"Change":${change},"RatioChange":${ratioChange},"EstMatchedPrice":${decimalPrice(trade.projectedPrice)},` +
    `"Highest":${plainPrice(trade.highest)},"Lowest":${plainPrice(trade.lowest)},"Side":${side ? SIDES[side] : 'null'}}`
  )
}
