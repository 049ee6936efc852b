import type { Level } from '../../../domain/market.ts'
import { decimalOf, type Quantity } from '../../../domain/money.ts'
import type { QuoteMessage } from '../../message.ts'
import { decimal } from '../wire-format.ts'

const DEPTH = 10

/** One side of a book on the wire. */
interface Rungs {
  readonly prices: readonly string[]
  readonly volumes: readonly string[]
}

/** Ten levels, the unused ones 0.0. Interest without a price stands first, at price 0. */
function rungs(levels: readonly Level[], auctionVolume: Quantity): Rungs {
  const limit = levels.map(({ price, volume }) => [decimalOf(price), volume] as const)
  const all = auctionVolume > 0 ? [[0, auctionVolume] as const, ...limit] : limit
  const filled = Array.from({ length: DEPTH }, (_, i) => all[i] ?? ([0, 0] as const))
  return {
    prices: filled.map(([price]) => decimal(price)),
    volumes: filled.map(([, volume]) => decimal(volume)),
  }
}

const numbered = (name: string, values: readonly string[]): string =>
  values.map((value, i) => `"${name}${i + 1}":${value}`).join(',')

/** The fields of a book, each of which ten stand together: `"BidPrice1":31150.0,…,"BidPrice10":0.0`. */
export interface LevelFields {
  readonly bidPrices: string
  readonly bidVolumes: string
  readonly askPrices: string
  readonly askVolumes: string
}

/** The levels of a quote. */
export function levelFields(quote: Omit<QuoteMessage, 'kind' | 'time' | 'symbol' | 'session'>): LevelFields {
  const bids = rungs(quote.bids, quote.auctionBidVolume)
  const asks = rungs(quote.asks, quote.auctionAskVolume)
  return {
    bidPrices: numbered('BidPrice', bids.prices),
    bidVolumes: numbered('BidVol', bids.volumes),
    askPrices: numbered('AskPrice', asks.prices),
    askVolumes: numbered('AskVol', asks.volumes),
  }
}
