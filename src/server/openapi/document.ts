import { OpenApiGeneratorV31, OpenAPIRegistry, type ResponseConfig } from '@asteasolutions/zod-to-openapi'
import { STATUS_CODES } from 'node:http'
import { z } from 'zod'
import type { Operation } from './operation.ts'
import { operations } from './operations.ts'
import { schemas } from './schemas.ts'

const ARROW = 'application/vnd.apache.arrow.stream'
const nextPage = {
  Link: { description: 'Where there is a next page: its address, rel="next"', schema: { type: 'string' } },
} as const

const titleOf = (status: number) => STATUS_CODES[status] ?? 'Problem'

/** Statuses of problems that the way to a route answers with, and the route itself. */
function problemsOf({ path, method, problems = [] }: Operation): ReadonlySet<number> {
  const isGuarded = path.startsWith('/api/') && !path.startsWith('/api/health')
  const guards = isGuarded ? [401, 403, 429, 500] : [429, 500]
  const once = method === 'post' ? [400, 409, 413, 415, 422] : []
  return new Set([...guards, ...once, ...problems])
}

function answers(operation: Operation) {
  const { answer, also = {}, type = 'application/json', arrow, paged } = operation
  const responses: Record<number, ResponseConfig> = {}
  for (const status of problemsOf(operation))
    responses[status] = {
      description: titleOf(status),
      content: { 'application/problem+json': { schema: schemas.problem } },
    }
  for (const [status, schema] of Object.entries(also))
    responses[Number(status)] = { description: titleOf(Number(status)), content: { [type]: { schema } } }
  responses[200] = {
    description: 'The answer',
    ...(paged && { headers: nextPage }),
    content: {
      [type]: { schema: answer },
      ...(arrow && { [ARROW]: { schema: { type: 'string' as const, format: 'binary' } } }),
    },
  }
  return responses
}

const namesIn = (path: string) => Array.from(path.matchAll(/\{(\w+)\}/g), ([, name]) => name ?? '')

/** The interface as an OpenAPI 3.1 document, made of the schemas that requests are checked by. */
export function makeDocument(version: string) {
  const registry = new OpenAPIRegistry()
  registry.registerComponent('securitySchemes', 'token', { type: 'http', scheme: 'bearer' })
  for (const operation of operations) {
    const { method, path, tag, summary, query, body } = operation
    const names = namesIn(path)
    registry.registerPath({
      method,
      path,
      tags: [tag],
      summary,
      security: [{ token: [] }, {}],
      request: {
        ...(names.length > 0 && {
          params: z.object(Object.fromEntries(names.map((name) => [name, z.string()]))),
        }),
        ...(query && { query }),
        ...(body && { body: { content: { 'application/json': { schema: body } } } }),
      },
      responses: answers(operation),
    })
  }
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'vnflow',
      version,
      description:
        'The Vietnamese stock market: the present, history and the server itself. Times bear +07:00, dates are trading dates of Vietnam, prices are VND or points. A parameter that a path does not know is refused, but for those whose name begins with _ and t, ts, v, cb, nocache, token, which are passed over. Where a replay is the source, answers of /api/market bear X-Vnflow-Timeline: where that is not the number of the answer before, it has gone elsewhere, and what was told until then is of another place.',
    },
  })
}
