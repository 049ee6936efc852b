import type { SimulatedExchange } from '../../message.ts'
import { restMarket } from '../wire-format.ts'
import { type Envelope, paged, refused } from './envelope.ts'
import type { RestQuery } from './rest-query.ts'

/** IndexList: the indices, or those of one exchange. */
export function indexList({ indices }: SimulatedExchange, query: RestQuery): Envelope {
  const exchange = query('exchange')?.toUpperCase()
  const rows = indices.filter(({ venue }) => !exchange || restMarket(venue) === exchange)
  return paged(rows, query, (page) =>
    page.map(({ id, name, venue }) => ({ IndexCode: id, IndexName: name, Exchange: restMarket(venue) })),
  )
}

/** IndexComponents: one row that holds the members of one index. */
export function indexComponents({ indices }: SimulatedExchange, query: RestQuery): Envelope {
  const code = query('indexCode')?.toUpperCase()
  const index = indices.find(({ id }) => id.toUpperCase() === code)
  if (!index) return refused('indexCode must be the code of an index.')
  return paged(index.members, query, (members) => [
    {
      IndexCode: index.id,
      IndexName: index.name,
      Exchange: restMarket(index.venue),
      TotalSymbolNo: String(index.members.length),
      IndexComponent: members.map((symbol) => ({ Isin: symbol, StockSymbol: symbol })),
    },
  ])
}
