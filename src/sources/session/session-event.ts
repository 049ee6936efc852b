import type { Instant } from '../../domain/time.ts'

/** What one connection tells. */
export type SessionEvent<T> =
  | {
      /** Everything that was asked for is acknowledged. */
      readonly kind: 'subscribed'
      /** When the credentials behind the connection end; absent when they do not, or when that does not end it. */
      readonly endsAt?: Instant | undefined
    }
  /** Data came after the acknowledgement: the subscription is proved. The session tells it, before that data. */
  | { readonly kind: 'delivering' }
  | { readonly kind: 'messages'; readonly messages: readonly T[] }

/** The connection is gone, and will be opened anew. */
export interface Lost {
  readonly kind: 'lost'
  /** Without any secret. */
  readonly reason: string
  /** Time until it is opened anew, ms. */
  readonly retryIn: number
  /** It was closed from here, to be opened with fresh credentials. */
  readonly planned: boolean
}
