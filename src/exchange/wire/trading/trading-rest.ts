import type { IncomingMessage } from 'node:http'
import type { OrderEntry } from '../../trading/order-entry.ts'
import { fieldsIn } from '../fields-in.ts'
import { type Answer, bodyOf, type Handler, parametersOf, pathOf } from '../handler.ts'
import { refusalOf } from '../rest/market-rest.ts'
import { restQuery } from '../rest/rest-query.ts'
import { accountLists } from './account-lists.ts'
import { orderRequests, type OrderRequestParts } from './order-requests.ts'
import type { Parties } from './parties.ts'
import { periodName, type Quota } from './quota.ts'
import { refusedWith, success, type TradingEnvelope } from './trading-format.ts'
import type { TradingAccess } from './trading-access.ts'

/** What the REST side of trading needs. */
export interface TradingRestParts extends OrderRequestParts {
  readonly gate: TradingAccess
  readonly parties: Parties
  readonly quotas: readonly Quota[]
  /** Counts a request of a consumer; gives the quota that it would break. */
  readonly exceeded: (consumer: string) => Quota | undefined
}

const PATH = /\/api\/v2\/trading\/(\w+)\/?$/i

/**
 * Answers requests to `api/v2/Trading/…`. What is wrong with a request stands in the body, as on the data side; a missing token is 401,
 * an unknown path 404, and more requests than are allowed 429.
 */
export const tradingRest = (parts: TradingRestParts): Handler => ({
  matches: (path) => PATH.test(path),
  async request(request) {
    const name = (PATH.exec(pathOf(request.url))?.[1] ?? '').toLowerCase()
    const body = await bodyOf(request)
    const asked = { name: `${request.method ?? ''} ${name}`, body, request }
    return unsigned(parts, asked) ?? signedIn(parts, asked)
  },
})

interface Asked {
  /** Verb, and name in lower case. */
  readonly name: string
  readonly body: Buffer
  readonly request: IncomingMessage
}

const answered = (envelope: TradingEnvelope): Answer => ({
  status: envelope.status === 401 ? 401 : 200,
  body: envelope,
})

/** The requests that need no token. */
function unsigned({ gate }: TradingRestParts, { name, body }: Asked): Answer | undefined {
  if (name !== 'POST accesstoken' && name !== 'POST getotp') return undefined
  const fields = fieldsIn(body.toString())
  if (name === 'POST getotp') {
    const isKnown = gate.knows(fields['consumerID'], fields['consumerSecret'])
    return answered(isKnown ? success(null) : refusedWith('Key does not exist.'))
  }
  const outcome = gate.issue(fields)
  return answered('token' in outcome ? success({ accessToken: outcome.token }) : refusedWith(outcome.refused))
}

function signedIn(parts: TradingRestParts, asked: Asked): Answer {
  const { authorization } = asked.request.headers
  const refusal = refusalOf(parts.gate.access, authorization)
  if (refusal) return refusal
  const identity = parts.gate.access.identify(authorization)
  const consumer = identity.kind === 'known' ? identity.consumer : ''
  const quota = parts.exceeded(consumer)
  if (!quota) return answerOf(parts, asked, consumer)
  const { limit } = quota
  const text = `API calls quota exceeded! maximum admitted ${limit} per ${periodName(quota)}.`
  return { status: 429, body: refusedWith(text, 429) }
}

function answerOf(parts: TradingRestParts, asked: Asked, consumer: string): Answer {
  const [verb, name = ''] = asked.name.split(' ')
  const act = verb === 'POST' ? orderRequests.get(name) : undefined
  if (act) {
    const { headers } = asked.request
    const signature = headers['x-signature']
    const signed = {
      body: asked.body,
      signature: typeof signature === 'string' ? signature : undefined,
      holdsCode: parts.gate.holdsCode(headers.authorization),
      join: (account: string) => parts.parties.join(consumer, account),
    }
    return answered(act(parts, signed))
  }
  const listed = verb === 'GET' ? listOf(parts, { name, consumer, url: asked.request.url }) : undefined
  return listed ? answered(listed) : { status: 404, body: refusedWith('Not found', 404) }
}

interface ListAsked {
  readonly name: string
  readonly consumer: string
  readonly url: string | undefined
}

function listOf(parts: TradingRestParts, { name, consumer, url }: ListAsked): TradingEnvelope | undefined {
  if (name === 'ratelimit')
    return success(
      parts.quotas.map((quota) => ({ endpoint: '*', period: periodName(quota), limit: quota.limit })),
    )
  const list = accountLists.get(name)
  const query = restQuery(parametersOf(url))
  const account = query('account') ?? ''
  if (!list) return undefined
  const kind = accountKindOf(parts.entry, account)
  if (kind === undefined) return refusedWith('Account is not correct.')
  parts.parties.join(consumer, account)
  return list({ entry: parts.entry, account, kind, query })
}

const accountKindOf = (entry: OrderEntry, account: string) =>
  account === '' ? undefined : entry.kindOf(account)
