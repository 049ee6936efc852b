import type { IncomingMessage } from 'node:http'
import type { ExchangeControl } from '../exchange/wire/exchange-control.ts'
import { type Answer, bodyOf, type Handler } from '../exchange/wire/handler.ts'
import { misfitOf } from '../server/misfit.ts'
import { fieldProblem, type Problem, problemJson } from '../server/problem.ts'
import { replayOrder } from '../server/replay-order.ts'
import { replayStatusJson } from '../server/replay-status-json.ts'

const PATH = '/api/replay'

/**
 * `GET /api/replay` of an exchange tells how it stands; `POST` takes what the server of a replay takes, in the same words, and answers when it is
 * done. 422 for a body that does not fit, and for what this exchange does not do. SSI has no such path.
 */
export const controlHandler = (control: ExchangeControl): Handler => ({
  matches: (path) => path === PATH,
  async request(request) {
    if (request.method === 'POST') return obeyed(control, await orderIn(request))
    if (request.method === 'GET' || request.method === 'HEAD') return standing(control)
    return wrongMethod(request)
  },
})

function standing(control: ExchangeControl): Answer {
  const { seq, ...status } = control.status()
  return { status: 200, body: { ...replayStatusJson({ ...status, seq: seq ?? 0 }), seq: seq ?? null } }
}

const problem = (said: Problem): Answer & Required<Pick<Answer, 'headers'>> => ({
  status: said.status,
  body: problemJson(said),
  headers: { 'Content-Type': 'application/problem+json; charset=utf-8' },
})

const METHODS = 'GET, HEAD, POST'

function wrongMethod({ method = '' }: IncomingMessage): Answer {
  const said = problem({ status: 405, detail: `${PATH} takes no ${method}; allowed is ${METHODS}.` })
  return { ...said, headers: { ...said.headers, Allow: METHODS } }
}

type Given = Readonly<Record<string, unknown>>

async function obeyed(control: ExchangeControl, given: Given): Promise<Answer> {
  const parsed = replayOrder.safeParse(given)
  if (!parsed.success) return problem(misfitOf(given, parsed.error))
  const refusal = await control.order(parsed.data)
  if (!refusal) return standing(control)
  const { field, allowed } = refusal
  const command: Given = parsed.data
  return problem(fieldProblem({ field, value: given[field] ?? command[field], allowed }))
}

/**
 * The order in a request: what says that it is JSON, and so cannot come from another site's page unasked. Fails for JSON that is none.
 */
async function orderIn(request: IncomingMessage): Promise<Given> {
  const body = await bodyOf(request)
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) return {}
  const given: unknown = JSON.parse(body.toString())
  return typeof given === 'object' && given !== null && !Array.isArray(given) ? { ...given } : {}
}
