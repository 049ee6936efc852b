import type { Access } from '../access.ts'
import { fieldsIn } from '../fields-in.ts'
import { type Answer, bodyOf, type Handler, parametersOf, pathOf } from '../handler.ts'
import type { Envelope } from './envelope.ts'
import { restQuery, type RestQuery } from './rest-query.ts'

/** Answers a question for a list, by its name in lower case; `undefined` for a list that there is not. */
export type AnswerList = (name: string, query: RestQuery) => Envelope | undefined

const PATH = /\/api\/v2\/market\/(\w+)\/?$/i

/**
 * Answers requests to `api/v2/Market/…`. A missing token is 401; one that has ended is 200 with 401 in the body, as was seen
 * at SSI's. What is wrong with a question stands in the envelope, not in the status.
 */
export const marketRest = (answer: AnswerList, access: Access): Handler => ({
  matches: (path) => PATH.test(path),
  async request(request) {
    const name = (PATH.exec(pathOf(request.url))?.[1] ?? '').toLowerCase()
    const body = await bodyOf(request)
    if (name === 'accesstoken' && request.method === 'POST') return accessToken(access, body.toString())
    const envelope = request.method === 'GET' ? answer(name, restQuery(parametersOf(request.url))) : undefined
    if (!envelope) return { status: 404, body: { message: 'Not found', status: 404 } }
    return refusalOf(access, request.headers.authorization) ?? { status: 200, body: envelope }
  },
})

/** How a request is answered whose token is missing or has ended; `undefined` when it is good. */
export function refusalOf(access: Access, authorization: string | undefined): Answer | undefined {
  const { kind } = access.identify(authorization)
  if (kind === 'missing') return { status: 401, body: { message: 'Unauthorized', status: 401 } }
  if (kind === 'expired') return { status: 200, body: { message: 'Token is expired', status: 401 } }
  return undefined
}

function accessToken(access: Access, body: string): Answer {
  const { consumerID, consumerSecret } = fieldsIn(body)
  const token = access.issue(consumerID, consumerSecret)
  return {
    status: 200,
    body:
      token === undefined
        ? { message: 'Key does not exist.', status: 400, data: null }
        : { message: 'Success', status: 200, data: { accessToken: token } },
  }
}
