import type { Price } from '../../../domain/money.ts'
import type { Instant } from '../../../domain/time.ts'
import type { ListedSecurity, QuoteMessage, SessionCode, TradeMessage } from '../../message.ts'
import { decimal, decimalPrice, stampFields } from '../wire-format.ts'
import { figures } from './figures.ts'
import { levelFields } from './levels.ts'

/** A security as it stands: what the combined message is made of. */
export interface Standing {
  readonly security: ListedSecurity
  /** Time and session of the change that is told. */
  readonly time: Instant
  readonly session: SessionCode
  readonly trade: TradeMessage | undefined
  readonly quote: QuoteMessage | undefined
  /** Price of the day's first trade. */
  readonly open: Price | undefined
}

const EMPTY_BOOK = { bids: [], asks: [], auctionBidVolume: 0, auctionAskVolume: 0 }

/** What is told before the first trade of the day. */
const NO_TRADE = {
  price: undefined,
  volume: 0,
  totalVolume: 0,
  totalValue: 0,
  highest: undefined,
  lowest: undefined,
  projectedPrice: undefined,
}

/** Content of X: quote and trade in one. It never names the aggressor. */
export function encodeCombined({ security, time, session, trade, quote, open }: Standing): string {
  const { symbol, reference, ceiling, floor, venue } = security
  const { average, change, ratioChange } = figures(trade, security)
  const { bidPrices, bidVolumes, askPrices, askVolumes } = levelFields(quote ?? EMPTY_BOOK)
  const { price, volume, totalVolume, totalValue, highest, lowest, projectedPrice } = trade ?? NO_TRADE
  return (
    `{"RType":"X",${stampFields(time)},"Isin":"${symbol}","Symbol":"${symbol}",` +
    `"Ceiling":${decimalPrice(ceiling)},"Floor":${decimalPrice(floor)},"RefPrice":${decimalPrice(reference)},` +
    `"Open":${decimalPrice(open)},"High":${decimalPrice(highest)},"Low":${decimalPrice(lowest)},` +
    `"Close":${decimalPrice(price)},"AvgPrice":${average},"PriorVal":${decimalPrice(reference)},` +
    `"LastPrice":${decimalPrice(price)},"LastVol":${decimal(volume)},` +
    `"TotalVal":${decimal(totalValue)},"TotalVol":${decimal(totalVolume)},` +
    `${bidPrices},${bidVolumes},${askPrices},${askVolumes},` +
    `"MarketId":"${venue}","Exchange":"${venue}","TradingSession":"${session}","TradingStatus":"N",` +
    `"Change":${change},"RatioChange":${ratioChange},` +
    `"EstMatchedPrice":${decimalPrice(projectedPrice)},"Side":null,"CloseQtty":0.0}`
  )
}
