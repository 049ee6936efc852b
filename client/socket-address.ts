import { map, type Observable, of } from 'rxjs'
import { askJson } from './ask-json.ts'
import { endpoint } from './endpoint.ts'
import { isObject } from './shapes.ts'
import type { SocketAddress } from './socket.ts'

/** The protocol that both sides speak; a token is offered beside it. */
const PROTOCOL = 'vnflow'

/** What may stand as the name of a protocol. */
const isName = (token: string) => /^[!#$%&'*+\-.^_`|~\w]+$/.test(token)

const isTicket = (json: unknown): json is { readonly ticket: string } =>
  isObject(json) && typeof json['ticket'] === 'string'

/**
 * Where a socket of all channels is opened, and what it offers. A token is offered as a protocol: browsers let a page set
 * nothing else, and an address is kept in logs. One that cannot be the name of a protocol buys a ticket, which opens one
 * socket and is worth nothing after. Cold: a ticket a subscription; errors when the server gives none.
 */
export function socketAddress(server: string, token: string | undefined): Observable<SocketAddress> {
  const url = endpoint(server, 'ws', 'ws').href
  if (token === undefined) return of({ url, protocols: [] })
  if (isName(token)) return of({ url, protocols: [PROTOCOL, token] })
  return askJson(endpoint(server, 'http', 'api/ws-ticket'), isTicket, { method: 'POST', token }).pipe(
    map(({ ticket }) => ({ url: `${url}?ticket=${encodeURIComponent(ticket)}`, protocols: [PROTOCOL] })),
  )
}
