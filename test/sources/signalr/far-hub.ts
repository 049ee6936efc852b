/** Name of the hub that tests speak to. */
export const HUB = 'MarketHub'

/** A request of a connection, as it came. */
export interface FarRequest {
  readonly step: string
  readonly url: string
  readonly method: string | undefined
  readonly authorization: string | undefined
}

/** What a step of a connection is refused with. */
export interface FarRefusal {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
}

/** A call of a client's. */
export interface FarCall {
  readonly method: string
  readonly args: readonly unknown[]
  /** Sends the answer. */
  readonly answer: (outcome: { readonly result?: unknown; readonly error?: string }) => void
}

/** How a far hub is made. */
export interface FarHubOptions {
  /** Silence after which its clients count a connection as lost, and time in which one must be up, ms. */
  readonly keepAliveTimeout?: number
  readonly connectTimeout?: number
}

/** A hub that a test plays, whatever protocol it speaks. */
export interface FarHub {
  readonly url: string
  readonly requests: readonly FarRequest[]
  readonly calls: readonly FarCall[]
  /** Steps that are refused, by name. */
  readonly refused: Map<string, FarRefusal>
  /** Whether a connection gets the first sign of being up. */
  readonly isHealthy: { up: boolean }
  readonly connections: () => number
  /** Calls methods of the clients, all in one frame. */
  readonly tell: (...calls: readonly (readonly [method: string, ...args: unknown[]])[]) => void
  /** Answers a call and tells something, as close together as the protocol has it. */
  readonly answerAndTell: (call: FarCall, method: string) => void
  /** Sends what is not of the protocol. */
  readonly babble: (text: string) => void
  /** Sends what means nothing to a client: a keep-alive, what only newer versions know. */
  readonly mumble: () => void
  /** Says that the connection has failed. */
  readonly fail: (reason: string) => void
  /** Ends the sockets as one code has it, or without a word. */
  readonly drop: (code?: number) => void
  readonly close: () => void
}
