import { SessionError } from '../../session/session-error.ts'

/** Hosts of this machine: nobody listens on the way to them. */
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

/** The path of the stream, below its host. */
const STREAM = '/ws/v3'

/**
 * The base address of the REST host, without a slash at its end. Throws a terminal `SessionError` for what is no address, and for one
 * without TLS that leaves this machine: the secret and the tokens would be read on the way.
 */
export function restAddress(base: string): string {
  const url = checked(base, /^(http|ws)(s?):/i)
  return trimmed(url).replace(/^ws/, 'http')
}

/** The address of the stream, of a host written with any of http(s) and ws(s). Throws as `restAddress` does. */
export function streamAddress(base: string): string {
  const url = trimmed(checked(base, /^(http|ws)(s?):/i)).replace(/^http/, 'ws')
  return url.endsWith(STREAM) ? url : `${url}${STREAM}`
}

const trimmed = (url: URL): string => `${url.protocol}//${url.host}${url.pathname}`.replace(/\/+$/, '')

function checked(base: string, form: RegExp): URL {
  if (!URL.canParse(base) || !form.test(base))
    throw new SessionError(`"${base}" is no address: https://api.ssi.com.vn is one.`, { terminal: true })
  const url = new URL(base)
  if (/^(https|wss):$/.test(url.protocol) || LOOPBACK.test(url.hostname)) return url
  throw new SessionError(
    `${url.host} is asked without TLS: secrets would be read on the way. Use https or wss.`,
    {
      terminal: true,
    },
  )
}
