/** The requests of classic SignalR. */
export type ClassicVerb = 'negotiate' | 'connect' | 'start' | 'reconnect' | 'ping' | 'abort'

/** What a request says of the connection that it is about. */
export interface ClassicQuery {
  /** Name of the hub. */
  readonly hub: string
  /** Version of the protocol: what negotiate answered, 1.5 before. */
  readonly clientProtocol: string
  /** Absent until negotiate gave it. */
  readonly connectionToken?: string
  /** Further keys, in order. */
  readonly extra?: readonly (readonly [string, string])[]
}

/** Escapes everything but letters, digits and `-_.~`: a connection token holds `+`, `/` and `=`. */
const percentEncode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)

/** The address of a request below `url`. HTTP and WebSocket schemes are both taken, and turned. */
export function classicUrl(url: string, verb: ClassicVerb, query: ClassicQuery): string {
  const { hub, clientProtocol, connectionToken, extra = [] } = query
  const isSocket = verb === 'connect' || verb === 'reconnect'
  const base = url.replace(/\/+$/, '').replace(/^(ws|http)(s?):/i, `${isSocket ? 'ws' : 'http'}$2:`)
  const keys: readonly (readonly [string, string])[] = [
    ...(connectionToken === undefined ? [] : ([['transport', 'webSockets']] as const)),
    ['clientProtocol', clientProtocol],
    ...(connectionToken === undefined ? [] : ([['connectionToken', connectionToken]] as const)),
    ['connectionData', JSON.stringify([{ name: hub }])],
    ...extra,
  ]
  return `${base}/${verb}?${keys.map(([key, value]) => `${key}=${percentEncode(value)}`).join('&')}`
}
