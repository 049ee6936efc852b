import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'

/** Headers that speak of the connection, and of what it might become. */
const HOPS: ReadonlySet<string> = new Set(['connection', 'upgrade', 'http2-settings'])

/** A request as it came in, without a word of an upgrade. */
function headOf({ method, url, httpVersion, rawHeaders }: IncomingMessage): Buffer {
  const lines = [`${method} ${url} HTTP/${httpVersion}`]
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] ?? ''
    if (!HOPS.has(name.toLowerCase())) lines.push(`${name}: ${rawHeaders[i + 1]}`)
  }
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1')
}

/** Takes a request that wants to be upgraded, its connection, and what came behind it. */
type Upgrading = (request: IncomingMessage, socket: Duplex, behind: Buffer) => void

/**
 * Makes what takes all requests for an upgrade: those for a WebSocket are handed on, and all others are answered as if they had not asked for
 * it, which they must put up with: clients of Java, and curl with `--http2`, offer HTTP/2 with each request. Node knows no such answer, and has
 * given the connection away by then: so it is given back to the server, with the request once more.
 */
export const socketsOnly =
  (http: Server, handle: Upgrading): Upgrading =>
  (request, socket, behind) => {
    if (request.headers.upgrade?.toLowerCase().includes('websocket')) {
      handle(request, socket, behind)
      return
    }
    socket.unshift(Buffer.concat([headOf(request), behind]))
    http.emit('connection', socket)
  }
