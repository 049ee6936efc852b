import { Observable } from 'rxjs'
import { type RawData, WebSocket } from 'ws'
import { retryAfterIn } from './retry-after.ts'
import { SessionError } from './session-error.ts'
import { socketLimits } from './socket-limits.ts'

/** An open WebSocket. */
export interface Link {
  /** The texts that come, from the opening on; errs when the connection ends. Hot: subscribe at once. */
  readonly texts$: Observable<string>
  /** The same as bytes of UTF-8, for who need not make a text of each. Listen to one of both. */
  readonly data$: Observable<Buffer>
  /** Sends a text; nothing once the socket is closed. */
  send(text: string): void
}

/** What a socket is opened with. */
export interface SocketOptions {
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  /** Longest wait for the socket to open, ms. */
  readonly handshakeTimeout: number
  /** Makes the error of an answer that is no socket: its status, and for how long the server asks to be left alone, ms. */
  readonly refusal?: (status: number, retryAfter: number | undefined) => SessionError
}

/** How long a line may be silent before the system asks whether the other end is still there, ms. */
const ALIVE = 30_000

/**
 * Opens a WebSocket when subscribed to, emits it once, and closes it when unsubscribed from. Errs with a `SessionError` when it does not open.
 * Every close that was not asked for from here is a loss, whatever its code: venues end connections with 1000 and 1001, too, when their time
 * is over. A line whose other end went without a word is lost when the system finds out, some minutes later, where nobody looks before.
 */
export function openSocket(options: SocketOptions): Observable<Link> {
  const { url, headers, handshakeTimeout, refusal = refused } = options
  return new Observable((subscriber) => {
    const socket = new WebSocket(url, { ...socketLimits, ...(headers && { headers }), handshakeTimeout })
    socket.on('unexpected-response', (request, { statusCode = 0, headers: told }) => {
      const retryAfter = retryAfterIn(told['retry-after'] ?? null, Date.parse(told.date ?? ''))
      subscriber.error(refusal(statusCode, retryAfter))
      request.destroy()
    })
    socket.on('upgrade', ({ socket: line }) => line.setKeepAlive(true, ALIVE))
    // Stays to the end: an error that comes after it, as of a socket closed while it opened, has nowhere to go.
    socket.on('error', (error) => subscriber.error(new SessionError(`The stream failed (${codeOf(error)}).`)))
    socket.on('open', () =>
      subscriber.next({
        texts$: messagesOf(socket, (data) => bufferOf(data).toString()),
        data$: messagesOf(socket, bufferOf),
        send: (text) => socket.send(text, () => undefined),
      }),
    )
    return () => {
      if (socket.readyState === WebSocket.CONNECTING) socket.terminate()
      else socket.close(1000)
    }
  })
}

const refused = (status: number, retryAfter: number | undefined) =>
  new SessionError(`The stream refused the connection with status ${status}.`, { retryAfter })

function messagesOf<T>(socket: WebSocket, read: (data: RawData) => T): Observable<T> {
  return new Observable((subscriber) => {
    const onMessage = (data: RawData) => subscriber.next(read(data))
    const onClose = (code: number) => subscriber.error(new SessionError(`The stream was closed (${code}).`))
    socket.on('message', onMessage).on('close', onClose)
    return () => {
      socket.off('message', onMessage).off('close', onClose)
    }
  })
}

function bufferOf(data: RawData): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data)
  return Buffer.isBuffer(data) ? data : Buffer.from(data)
}

const codeOf = (error: Error): string =>
  'code' in error && typeof error.code === 'string' ? error.code : error.name
