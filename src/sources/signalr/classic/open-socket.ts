import { Observable } from 'rxjs'
import { type RawData, WebSocket } from 'ws'
import { retryAfterIn } from '../../session/retry-after.ts'
import { SessionError } from '../../session/session-error.ts'
import { socketLimits } from '../socket-limits.ts'

/** An open WebSocket. */
export interface Link {
  /** The text frames, from the opening on; errs when the connection ends. Hot: subscribe at once. */
  readonly frames$: Observable<string>
  send(text: string): void
}

/** What a socket is opened with. */
export interface SocketOptions {
  readonly url: string
  readonly token: string
  /** ms */
  readonly handshakeTimeout: number
}

/**
 * Opens a WebSocket when subscribed to, emits it once, and closes it when unsubscribed from.
 * Errs with a `SessionError` when it does not open; `status` 401 and 403 are told to `onRefused` first.
 */
export function openSocket(options: SocketOptions, onRefused: () => void): Observable<Link> {
  return new Observable((subscriber) => {
    const socket = new WebSocket(options.url, {
      ...socketLimits,
      headers: { Authorization: `Bearer ${options.token}` },
      handshakeTimeout: options.handshakeTimeout,
    })
    socket.on('unexpected-response', (request, { statusCode, headers }) => {
      if (statusCode === 401 || statusCode === 403) onRefused()
      const retryAfter = retryAfterIn(headers['retry-after'] ?? null, Date.parse(headers.date ?? ''))
      subscriber.error(
        new SessionError(`The stream refused the connection with status ${statusCode}.`, { retryAfter }),
      )
      request.destroy()
    })
    // Stays to the end: an error that comes after it, as of a socket closed while it opened, has nowhere to go.
    socket.on('error', (error) => subscriber.error(new SessionError(`The stream failed (${codeOf(error)}).`)))
    socket.on('open', () =>
      subscriber.next({ frames$: framesOf(socket), send: (text) => socket.send(text, () => undefined) }),
    )
    return () => {
      if (socket.readyState === WebSocket.CONNECTING) socket.terminate()
      else socket.close()
    }
  })
}

function framesOf(socket: WebSocket): Observable<string> {
  return new Observable((subscriber) => {
    const onMessage = (data: RawData) => subscriber.next(textOf(data))
    const onClose = (code: number) => subscriber.error(new SessionError(`The stream was closed (${code}).`))
    socket.on('message', onMessage).on('close', onClose)
    return () => {
      socket.off('message', onMessage).off('close', onClose)
    }
  })
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString()
  return Buffer.isBuffer(data) ? data.toString() : Buffer.from(data).toString()
}

const codeOf = (error: Error): string =>
  'code' in error && typeof error.code === 'string' ? error.code : error.name
