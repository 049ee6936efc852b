import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** The tokens that a request offers: `?token=`, `Authorization: Bearer`, or one of `Sec-WebSocket-Protocol`. */
function offeredTokens(request: IncomingMessage, query: URLSearchParams): readonly string[] {
  const bearer = /^bearer +(\S+) *$/i.exec(request.headers.authorization ?? '')?.[1]
  const protocols = request.headers['sec-websocket-protocol']?.split(',') ?? []
  return [query.get('token'), bearer, ...protocols].flatMap((token) => token?.trim() ?? [])
}

/** Hashing first makes equal lengths, so that the comparison tells nothing by the time it takes. */
const digest = (token: string) => createHash('sha256').update(token).digest()

/**
 * Whether a request to open a socket bears the token; every request does when no token is set.
 * A browser, which cannot set headers, best offers the protocols `['vnflow', token]`: the server answers with the
 * first, and the token stands in no address that a proxy would log.
 */
export function makeTokenCheck(token: string | undefined) {
  const expected = token === undefined ? undefined : digest(token)
  return (request: IncomingMessage, query: URLSearchParams): boolean =>
    expected === undefined ||
    offeredTokens(request, query).some((offered) => timingSafeEqual(digest(offered), expected))
}
