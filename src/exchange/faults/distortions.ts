import type { Instant } from '../../domain/time.ts'
import type { MarketMessage } from '../message.ts'

/** Changes of the JSON of messages. */
type Change = (json: string) => string

/** Which messages go out otherwise than they are. */
export interface Distortions {
  /** Adds a change to those that a message has. */
  readonly distort: (message: MarketMessage, change: Change) => void
  /** All changes of a message; `undefined` for none. */
  readonly changeOf: (message: MarketMessage) => Change | undefined
  /** The message at another time, with its changes. */
  readonly restamped: (message: MarketMessage, time: Instant) => MarketMessage
}

/** No message is changed. */
export function distortions(): Distortions {
  const changes = new WeakMap<MarketMessage, Change>()
  return {
    distort(message, change) {
      const before = changes.get(message)
      changes.set(message, before ? (json) => change(before(json)) : change)
    },
    changeOf: (message) => changes.get(message),
    restamped(message, time) {
      if (time === message.time) return message
      const copy = { ...message, time }
      const change = changes.get(message)
      if (change) changes.set(copy, change)
      return copy
    },
  }
}
