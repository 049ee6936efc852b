import type { IncomingMessage } from 'node:http'

/** What a request is for. */
export interface Route {
  readonly kind: 'rest' | 'hub' | 'none'
  /** Endpoint, or verb of SignalR in lower case; '' for none. */
  readonly name: string
  readonly parameters: URLSearchParams
}

const REST = /\/api\/v2\/market\/(\w+)\/?$/i
/** By its end alone, as classic SignalR does it: some clients put one more `/signalr` in front. */
const HUB = /\/signalr\/(?:signalr\/)*(\w+)\/?$/i

/** The route of a request's path and query. */
export function routeOf(url: string | undefined): Route {
  const { pathname, searchParams: parameters } = new URL(url ?? '/', 'http://exchange')
  const [, endpoint] = REST.exec(pathname) ?? []
  if (endpoint !== undefined) return { kind: 'rest', name: endpoint, parameters }
  const [, verb] = HUB.exec(pathname) ?? []
  return verb === undefined
    ? { kind: 'none', name: '', parameters }
    : { kind: 'hub', name: verb.toLowerCase(), parameters }
}

const LONGEST_BODY = 64 * 1024

/** The body of a request. Fails for one that is longer than any that has a meaning here. */
export async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > LONGEST_BODY) throw new RangeError(`A body has at most ${LONGEST_BODY} bytes.`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}
