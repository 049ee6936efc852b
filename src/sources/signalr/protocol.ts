import type { Observable } from 'rxjs'
import type { BearerTokens } from '../session/bearer-tokens.ts'

/** How a hub is reached. */
export interface SignalrOptions {
  /** `classic`: ASP.NET SignalR 2.x. `core`: ASP.NET Core SignalR, with messages in JSON. Neither understands the other. */
  readonly protocol: 'classic' | 'core'
  /** http(s) or ws(s). `classic`: what `/negotiate` is below. `core`: what the hub is below. */
  readonly url: string
  /** Name of the hub; its case does not matter to `classic`. */
  readonly hub: string
  readonly tokens: BearerTokens
  /** Evenly spread in [0, 1). */
  readonly random: () => number
  /**
   * `classic`: try once to resume a lost connection where it stopped, before it counts as lost; the server sends what was
   * missed. `core` does not resume.
   */
  readonly resume?: boolean
  /** `core`: silence after which a connection counts as lost, ms (30 s). A `classic` server says that itself. */
  readonly keepAliveTimeout?: number
  /** `core`: time for negotiate, connect and handshake together, ms (15 s). A `classic` server says that itself. */
  readonly connectTimeout?: number
}

/** A call of the hub's. */
export interface Invocation {
  readonly method: string
  readonly args: readonly unknown[]
}

/** The hub at the other end of a connection. */
export interface RemoteHub {
  /**
   * Calls a method of the hub when subscribed to: emits its result (`undefined` where it has none) and completes. Errs with a
   * `SessionError` when the hub fails it, and when the connection is lost before it answers.
   */
  invoke(method: string, args: readonly unknown[]): Observable<unknown>
}

/** What a connection tells. */
export type SignalrEvent =
  /** The connection is up, and takes calls. Told once. */
  | { readonly kind: 'connected'; readonly hub: RemoteHub }
  /** The calls of the hub in one frame, in order. */
  | { readonly kind: 'invocations'; readonly invocations: readonly Invocation[] }
  /** A frame that is not of the protocol; the connection goes on. */
  | { readonly kind: 'unreadable'; readonly text: string }
