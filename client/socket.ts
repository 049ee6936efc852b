import { Observable } from 'rxjs'

// A method's parameter is bivariant: so the browser's WebSocket, Node's and the one of `ws` all fit.
type Handler<E> = { handle(event: E): void }['handle'] | null

/** The part of a WebSocket that the client uses: the browser's own, or one of the package `ws`. */
export interface SocketLike {
  onopen: Handler<unknown>
  onmessage: Handler<{ readonly data: unknown }>
  onerror: Handler<unknown>
  onclose: Handler<{ readonly code: number; readonly reason: string }>
  send(text: string): void
  close(): void
}

/** Makes WebSockets: the global `WebSocket`, or that of the package `ws` where there is none (Node 20). */
export type SocketConstructor = new (url: string, protocols?: string[]) => SocketLike

/** What a socket tells: that it is open, and how to send; and each text frame. */
export type SocketEvent =
  | { readonly kind: 'open'; readonly send: (text: string) => void }
  | { readonly kind: 'text'; readonly text: string }

/** Where to connect. */
export interface SocketAddress {
  readonly url: string
  /** Offered as `Sec-WebSocket-Protocol`, best first. */
  readonly protocols: readonly string[]
}

/**
 * One connection to a WebSocket server.
 * Cold: connects on subscription and closes on unsubscription. It never completes: when the connection is lost, by
 * whomever, it errors with the code of the close. Binary frames are passed over: this client asks for none.
 */
export function socket(
  { url, protocols }: SocketAddress,
  Socket: SocketConstructor,
): Observable<SocketEvent> {
  return new Observable((subscriber) => {
    const link = new Socket(url, [...protocols])
    link.onopen = () => subscriber.next({ kind: 'open', send: (text) => link.send(text) })
    link.onmessage = ({ data }) => {
      if (typeof data === 'string') subscriber.next({ kind: 'text', text: data })
    }
    // The close event that follows says it; without a handler `ws` would throw.
    link.onerror = () => undefined
    link.onclose = ({ code, reason }) =>
      subscriber.error(new Error(`The socket was closed: ${code} ${reason}`.trim()))
    return () => {
      link.onopen = null
      link.onmessage = null
      link.onclose = null
      link.close()
    }
  })
}
