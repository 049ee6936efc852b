import { Observable } from 'rxjs'
import { type RawData, WebSocket } from 'ws'
import { SsiError } from './ssi-error.ts'

/** Longest frame that is taken, bytes; a longer one ends the connection. */
const LONGEST = 16 * 1024 * 1024

/** Longest wait for the far side's end of a close, ms. */
const FAREWELL = 1000

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
 * Errs with an `SsiError` when it does not open; `status` 401 and 403 are told to `onRefused` first.
 */
export function openSocket(options: SocketOptions, onRefused: () => void): Observable<Link> {
  return new Observable((subscriber) => {
    const socket = new WebSocket(options.url, {
      headers: { Authorization: `Bearer ${options.token}` },
      handshakeTimeout: options.handshakeTimeout,
      perMessageDeflate: false,
      maxPayload: LONGEST,
    })
    socket.on('unexpected-response', (request, { statusCode }) => {
      if (statusCode === 401 || statusCode === 403) onRefused()
      subscriber.error(new SsiError(`The stream refused the connection with status ${statusCode}.`))
      request.destroy()
    })
    // Stays to the end: an error that comes after it, as of a socket closed while it opened, has nowhere to go.
    socket.on('error', (error) => subscriber.error(new SsiError(`The stream failed (${codeOf(error)}).`)))
    socket.on('open', () =>
      subscriber.next({ frames$: framesOf(socket), send: (text) => socket.send(text, () => undefined) }),
    )
    return () => close(socket)
  })
}

/** Closes politely, and for good when the far side does not answer. */
function close(socket: WebSocket): void {
  if (socket.readyState === WebSocket.CONNECTING) return socket.terminate()
  socket.close()
  setTimeout(() => socket.terminate(), FAREWELL).unref()
}

function framesOf(socket: WebSocket): Observable<string> {
  return new Observable((subscriber) => {
    const onMessage = (data: RawData) => subscriber.next(textOf(data))
    const onClose = (code: number) => subscriber.error(new SsiError(`The stream was closed (${code}).`))
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
