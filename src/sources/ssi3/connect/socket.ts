import { Observable } from 'rxjs'
import { type RawData, WebSocket } from 'ws'
import { retryAfterIn } from '../../session/retry-after.ts'
import { SessionError } from '../../session/session-error.ts'
import { socketLimits } from '../../signalr/socket-limits.ts'
import { USER_AGENT } from './answer.ts'

/** An open socket. */
export interface Link {
  /** The texts that came, those of one moment together; errs when the connection ends. Hot: subscribe at once. */
  readonly texts$: Observable<readonly string[]>
  /** Sends a text; nothing once the socket is closed. */
  send(text: string): void
}

/** What a socket is opened with. */
export interface SocketOptions {
  readonly url: string
  readonly token: string
  /** Makes the error of an answer that is no socket: its status, and for how long the server asks to be left alone, ms. */
  readonly refusal: (status: number, retryAfter: number | undefined) => SessionError
}

/** Longest wait for the socket to open, ms. */
const HANDSHAKE = 10_000

/** Opens a socket when subscribed to, emits it once, and closes it when unsubscribed from. Errs when it does not open. */
export function openSocket({ url, token, refusal }: SocketOptions): Observable<Link> {
  return new Observable((subscriber) => {
    const socket = new WebSocket(url, {
      headers: { Authorization: `Bearer ${token}`, 'User-Agent': USER_AGENT },
      handshakeTimeout: HANDSHAKE,
      ...socketLimits,
    })
    socket.on('unexpected-response', (request, { statusCode = 0, headers }) => {
      const wait = retryAfterIn(headers['retry-after'] ?? null, Date.parse(headers.date ?? ''))
      subscriber.error(refusal(statusCode, wait))
      request.destroy()
    })
    // Stays to the end: an error that comes after it, as of a socket closed while it opened, has nowhere to go.
    socket.on('error', (error) => subscriber.error(new SessionError(`The stream failed (${codeOf(error)}).`)))
    socket.on('open', () =>
      subscriber.next({ texts$: textsOf(socket), send: (text) => socket.send(text, () => undefined) }),
    )
    return () => (socket.readyState === WebSocket.CONNECTING ? socket.terminate() : socket.close())
  })
}

/** What one read from the line holds comes in one turn of the event loop: it is handed on together. */
function textsOf(socket: WebSocket): Observable<readonly string[]> {
  return new Observable((subscriber) => {
    let texts: string[] = []
    const flush = () => {
      if (texts.length === 0) return
      const together = texts
      texts = []
      subscriber.next(together)
    }
    const onMessage = (data: RawData) => {
      if (texts.push(textOf(data)) === 1) setImmediate(flush)
    }
    const onClose = (code: number) => {
      flush()
      subscriber.error(new SessionError(`The stream was closed (${code}).`))
    }
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
