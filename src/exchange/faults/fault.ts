import type { Instant } from '../../domain/time.ts'
import type { MarketMessage } from '../message.ts'
import type { Random } from '../random.ts'
import type { Answer } from '../wire/handler.ts'
import type { Line } from './line.ts'

/** What a fault can do to the sessions of clients, whatever version of the wire they speak. */
export interface Sessions {
  /** Ends every access token that was given so far, as if its life were over. */
  expireTokens(): void
  /** Forgets every token that was given so far; those of one client alone when it is named. */
  revokeTokens(client?: string): void
  /** Forgets every connection: what names one is not known any more. */
  forgetConnections(): void
}

/** Where a fault acts, and by what chance. */
export interface Stage {
  /** Of this fault alone. */
  readonly random: Random
  /** Open connections, the oldest first. */
  readonly lines: () => readonly Line[]
  readonly sessions: Sessions
  /** Changes the JSON of a message on its way out, for every client. It must be a message that nobody else holds. */
  readonly distort: (message: MarketMessage, change: (json: string) => string) => void
}

/** A fault of the simulated exchange. It has what it needs of these, and is asked only while it is at work, unless said. */
export interface Fault {
  /** It is at work from a time on. */
  begins?(time: Instant): void
  /** It is over. */
  ends?(time: Instant): void
  /** What is told instead of a message: nothing, itself, more; or nothing yet. */
  tells?(message: MarketMessage): readonly MarketMessage[]
  /** What was held back and is told by now; all of it for `Infinity`. Asked always. */
  releases?(now: Instant): readonly MarketMessage[]
  /** By how many ms the stamp of what was made at a time is wrong. Asked always: what is told late keeps its stamp. */
  wrongBy?(time: Instant): number
  /** A client has opened a connection. */
  opened?(line: Line): void
  /** A client has logged in, and has no token yet. */
  loggedIn?(client: string): void
  /** What a request meets instead of its answer; `nobody`: its connection is cut. */
  refuses?(): Answer | 'nobody'
}
