import { Router } from 'express'
import { sendProblem } from '../problem.ts'
import { TICKET_LIFE, type Tickets } from '../socket/tickets.ts'
import { bearerTokens, makeRoleOf, type Tokens } from '../token.ts'

/** What tickets are given for. */
export interface TicketParts {
  readonly tickets: Pick<Tickets, 'issue'>
  readonly tokens: Tokens
}

/**
 * `POST /api/ws-ticket`, with a token in `Authorization`: a ticket for `?ticket=` of a WebSocket's address, where a browser can send no
 * header. It opens one socket, within half a minute; what a proxy logs of the address is worth nothing after.
 */
export function ticketRoute({ tickets, tokens }: TicketParts): Router {
  const roleOf = makeRoleOf(tokens)
  return Router().post('/api/ws-ticket', (request, response) => {
    const role = roleOf(bearerTokens(request))
    if (!role) {
      response.set('WWW-Authenticate', 'Bearer')
      sendProblem(response, { status: 401, detail: 'The token is missing or wrong.' })
      return
    }
    response.set('Cache-Control', 'no-store')
    response.json({ ticket: tickets.issue(role), expires_in: TICKET_LIFE / 1_000 })
  })
}
