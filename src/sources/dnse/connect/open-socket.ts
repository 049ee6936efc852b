import { Observable } from 'rxjs'
import { type RawData, WebSocket } from 'ws'
import { retryAfterIn } from '../../session/retry-after.ts'
import { SessionError } from '../../session/session-error.ts'
import { socketLimits } from '../../signalr/socket-limits.ts'

/** An open WebSocket. */
export interface Link {
  /** The messages, from the opening on; errs when the connection ends. Hot: subscribe at once. */
  readonly texts$: Observable<string>
  send(message: unknown): void
}

/** Longest time until a socket is open, ms. */
const HANDSHAKE = 15_000

/**
 * Opens a WebSocket when subscribed to, emits it once, and closes it when unsubscribed from. Errs with a `SessionError` when it does
 * not open. Every close that was not asked for from here is a loss: DNSE ends connections with 1000 and 1001, too, when their
 * time is over.
 */
export function openSocket(url: string): Observable<Link> {
  return new Observable((subscriber) => {
    const socket = new WebSocket(url, { ...socketLimits, handshakeTimeout: HANDSHAKE })
    socket.on('unexpected-response', (request, { statusCode, headers }) => {
      const retryAfter = retryAfterIn(headers['retry-after'] ?? null, Date.parse(headers.date ?? ''))
      subscriber.error(
        new SessionError(`The stream refused the connection with status ${statusCode}.`, { retryAfter }),
      )
      request.destroy()
    })
    // Stays to the end: an error that comes after it, as of a socket closed while it opened, has nowhere to go.
    socket.on('error', (error) => subscriber.error(new SessionError(`The stream failed (${codeOf(error)}).`)))
    socket.on('open', () =>
      subscriber.next({
        texts$: textsOf(socket),
        send: (message) => socket.send(JSON.stringify(message), () => undefined),
      }),
    )
    return () => {
      if (socket.readyState === WebSocket.CONNECTING) socket.terminate()
      else socket.close(1000)
    }
  })
}

function textsOf(socket: WebSocket): Observable<string> {
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
