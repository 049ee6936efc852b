import type { IncomingMessage } from 'node:http'
import type { Instant } from '../../domain/time.ts'
import { type Answer, bodyOf, type Handler, parametersOf, pathOf } from '../wire/handler.ts'
import { restQuery, type RestQuery } from '../wire/rest/rest-query.ts'
import type { Auth } from './auth/auth.ts'
import type { Session } from './auth/sessions.ts'
import { type Rate, rateLimit } from './rate-limit.ts'
import { refused, type Reply } from './reply.ts'

/** A request of somebody who is known. */
export interface SignedIn {
  readonly session: Session
  readonly query: RestQuery
  /** The body's bytes as they came: a signature is over them. */
  readonly body: Buffer
  readonly signature: string | undefined
}

/** Answers one kind of request. */
export type Endpoint = (request: SignedIn) => Reply

/** What REST is made of. */
export interface RestParts {
  readonly auth: Auth
  /** By method and path below `/api/v3/`, the path in lower case: `GET data/ohlc`. */
  readonly endpoints: ReadonlyMap<string, Endpoint>
  readonly rate: Rate
  readonly now: () => Instant
}

const PATH = /^\/api\/v3\/(.+?)\/?$/i

/** REST of version 3. Who asks too often is told so, with the time to wait, before anything else is looked at. */
export function rest({ auth, endpoints, rate, now }: RestParts): Handler {
  const take = rateLimit(rate, now)
  return {
    matches: (path) => PATH.test(path),
    async request(request): Promise<Answer> {
      const session = auth.identify(request.headers.authorization)
      const body = await bodyOf(request)
      const { isAllowed, headers } = take(session?.apiKey ?? request.socket.remoteAddress ?? '')
      if (!isAllowed) return { ...refused('tooMany'), headers }
      const answer = publicAnswer(auth, request, body) ?? signedIn(endpoints, { request, session, body })
      return { ...answer, headers }
    },
  }
}

const nameOf = ({ method, url }: IncomingMessage): string =>
  `${method ?? ''} ${PATH.exec(pathOf(url))?.[1]?.toLowerCase() ?? ''}`

/** What needs no token. */
function publicAnswer(auth: Auth, request: IncomingMessage, body: Buffer): Reply | undefined {
  switch (nameOf(request)) {
    case 'POST auth/token':
      return auth.token(body.toString())
    case 'POST auth/refresh':
      return auth.refresh(body.toString())
    case 'POST auth/requestotp':
      return auth.requestOtp(body.toString())
    default:
      return undefined
  }
}

interface Received {
  readonly request: IncomingMessage
  readonly session: Session | undefined
  readonly body: Buffer
}

function signedIn(endpoints: RestParts['endpoints'], { request, session, body }: Received): Reply {
  const endpoint = endpoints.get(nameOf(request))
  if (!session) return refused('unauthorized')
  if (!endpoint) return refused('notFound')
  const query = restQuery(parametersOf(request.url))
  const signature = request.headers['x-signature']
  return endpoint({ session, query, body, signature: typeof signature === 'string' ? signature : undefined })
}
