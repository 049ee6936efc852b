import type { Request, RequestHandler } from 'express'
import { sendProblem } from '../problem.ts'
import { bearerTokens, mayAct, makeRoleOf, type Role, type Tokens } from '../token.ts'

/** What anybody may ask: how the server stands, how it is asked, and what has a key of its own. */
const open = /^\/api\/((v1\/)?health(\/|$)|docs(\/|$)|openapi\.json$|asyncapi(\.json)?(\/|$)|query$)/

/** What steers the server itself. */
const steering = /^\/api\/(replay|pipelines|rules)(\/|$)/

/** What a request needs; undefined where anybody may. Whoever reads may take a ticket for a socket, with which he reads. */
function neededRole({ method, path }: Request): Role | undefined {
  if (!path.startsWith('/api/') || open.test(path)) return undefined
  if (['GET', 'HEAD'].includes(method) || path === '/api/ws-ticket') return 'read'
  return steering.test(path) ? 'admin' : 'trade'
}

/**
 * Lets a request of the interface pass when its token (`Authorization: Bearer`) gives the role that it needs: 401 without one that is
 * known, 403 with too low a role. Where no token is set everybody may do everything. The page's own files are anybody's.
 */
export function authentication(tokens: Tokens): RequestHandler {
  const roleOf = makeRoleOf(tokens)
  return (request, response, next) => {
    const needed = neededRole(request)
    const role = needed && roleOf(bearerTokens(request))
    if (needed === undefined || (role && mayAct(role, needed))) {
      next()
      return
    }
    if (role) {
      sendProblem(response, {
        status: 403,
        detail: `This needs the role ${needed}; the token gives ${role}.`,
      })
      return
    }
    response.set('WWW-Authenticate', 'Bearer')
    sendProblem(response, { status: 401, detail: 'The token is missing or wrong.' })
  }
}
