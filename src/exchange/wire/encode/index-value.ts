import { decimalOf, PRICE_SCALE } from '../../../domain/money.ts'
import type { IndexMessage, ListedIndex } from '../../message.ts'
import { decimal, hundredths, stampFields } from '../wire-format.ts'

/** Content of MI: an index. Put-through and odd lots are not made up: 0.0. */
export function encodeIndex(index: IndexMessage, { name, venue }: ListedIndex): string {
  const { value, prior, totalVolume, totalValue } = index
  const change = value - prior
  const ratioChange = hundredths((change * PRICE_SCALE) / prior)
  return (
    `{"IndexId":"${index.indexId}","IndexValue":${decimal(decimalOf(value))},` +
    `"PriorIndexValue":${decimal(decimalOf(prior))},${stampFields(index.time)},"TotalTrade":0.0,` +
    `"TotalQtty":${decimal(totalVolume)},"TotalValue":${decimal(totalValue)},"IndexName":${JSON.stringify(name)},` +
    `"Advances":${index.advances},"NoChanges":${index.noChanges},"Declines":${index.declines},` +
    `"Ceilings":${index.ceilings},"Floors":${index.floors},` +
    `"Change":${decimal(decimalOf(change))},"RatioChange":${decimal(ratioChange)},` +
    `"TotalQttyPt":0.0,"TotalValuePt":0.0,"Exchange":"${venue}",` +
    `"AllQty":${decimal(totalVolume)},"AllValue":${decimal(totalValue)},"IndexType":"",` +
    `"TradingSession":"${index.session}","MarketId":null,"RType":"MI","TotalQttyOd":0.0,"TotalValueOd":0.0}`
  )
}
