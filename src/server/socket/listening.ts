import type { FeedStatus } from '../../domain/socket.ts'
import type { Outbox } from '../outbox.ts'
import type { Form } from './message.ts'

/** Who comes to listen to a channel, and what it is told at once. */
export interface Listening {
  readonly outbox: Outbox
  readonly form: Form
  /** The number of the last frame that it has had, where it comes back. */
  readonly resume?: number | undefined
  /** How the feed stands now. */
  readonly feed: () => FeedStatus
  /** The channel as it is now, as JSON; undefined where nobody but the channel itself knows it, or where there is nothing. */
  readonly state: () => string | undefined
}
