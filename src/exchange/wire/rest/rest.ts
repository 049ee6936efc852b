import type { SimulatedExchange } from '../../message.ts'
import type { Access } from '../access.ts'
import type { Handler } from '../handler.ts'
import type { Envelope } from './envelope.ts'
import { indexComponents, indexList } from './indices.ts'
import { marketRest } from './market-rest.ts'
import { dailyOhlc, intradayOhlc } from './ohlc.ts'
import type { RestQuery } from './rest-query.ts'
import { securities, securitiesDetails } from './securities.ts'

const LISTS: ReadonlyMap<string, (exchange: SimulatedExchange, query: RestQuery) => Envelope> = new Map([
  ['securities', securities],
  ['securitiesdetails', securitiesDetails],
  ['indexcomponents', indexComponents],
  ['indexlist', indexList],
  ['dailyohlc', dailyOhlc],
  ['intradayohlc', intradayOhlc],
])

/** The lists of a simulated exchange. */
export const rest = (exchange: SimulatedExchange, access: Access): Handler =>
  marketRest((name, query) => LISTS.get(name)?.(exchange, query), access)
