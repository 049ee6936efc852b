import type { SimulatedExchange } from '../../message.ts'
import type { Access } from '../access.ts'
import type { Envelope } from './envelope.ts'
import { indexComponents, indexList } from './indices.ts'
import { dailyOhlc, intradayOhlc } from './ohlc.ts'
import { restQuery, type RestQuery } from './rest-query.ts'
import { securities, securitiesDetails } from './securities.ts'

/** A request to the REST host. */
export interface RestRequest {
  readonly method: string
  /** The last part of the path. */
  readonly name: string
  readonly parameters: URLSearchParams
  readonly authorization: string | undefined
  readonly body: string
}

/** An answer, to be sent as JSON. */
export interface RestAnswer {
  readonly status: number
  readonly body: object
}

const LISTS: ReadonlyMap<string, (exchange: SimulatedExchange, query: RestQuery) => Envelope> = new Map([
  ['securities', securities],
  ['securitiesdetails', securitiesDetails],
  ['indexcomponents', indexComponents],
  ['indexlist', indexList],
  ['dailyohlc', dailyOhlc],
  ['intradayohlc', intradayOhlc],
])

/**
 * Answers a request to `api/v2/Market/…`. A missing token is 401; one that has ended is 200 with 401 in the body, as was seen
 * at SSI's. What is wrong with a question stands in the envelope, not in the status.
 */
export function rest(exchange: SimulatedExchange, access: Access): (request: RestRequest) => RestAnswer {
  return ({ method, name, parameters, authorization, body }) => {
    if (name.toLowerCase() === 'accesstoken' && method === 'POST') return accessToken(access, body)
    const list = LISTS.get(name.toLowerCase())
    if (!list || method !== 'GET') return { status: 404, body: { message: 'Not found', status: 404 } }
    const { kind } = access.identify(authorization)
    if (kind === 'missing') return { status: 401, body: { message: 'Unauthorized', status: 401 } }
    if (kind === 'expired') return { status: 200, body: { message: 'Token is expired', status: 401 } }
    return { status: 200, body: list(exchange, restQuery(parameters)) }
  }
}

function accessToken(access: Access, body: string): RestAnswer {
  const { consumerID, consumerSecret } = fieldsOf(body)
  const token = access.issue(consumerID, consumerSecret)
  return {
    status: 200,
    body:
      token === undefined
        ? { message: 'Key does not exist.', status: 400, data: null }
        : { message: 'Success', status: 200, data: { accessToken: token } },
  }
}

function fieldsOf(body: string): Partial<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}
