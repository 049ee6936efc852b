import type { ListedSecurity, QuoteMessage } from '../../message.ts'
import { stampFields } from '../wire-format.ts'
import { levelFields } from './levels.ts'

/** Content of X-QUOTE: the best levels. */
export function encodeQuote(quote: QuoteMessage, { venue }: ListedSecurity): string {
  const { askPrices, askVolumes, bidPrices, bidVolumes } = levelFields(quote)
  return (
    `{${stampFields(quote.time)},"Exchange":"${venue}","Symbol":"${quote.symbol}","RType":"X-QUOTE",` +
    `${askPrices},${askVolumes},${bidPrices},${bidVolumes},"TradingSession":"${quote.session}"}`
  )
}
