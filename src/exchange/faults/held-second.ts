import type { Instant } from '../../domain/time.ts'
import type { MarketMessage } from '../message.ts'

/** The messages of one second of the exchange, held back until it is over. */
export interface HeldSecond {
  hold(message: MarketMessage): void
  /** The messages, when their second is over by now; else none. */
  over(now: Instant): readonly MarketMessage[]
}

/** Nothing held. */
export function heldSecond(): HeldSecond {
  let end = -Infinity
  let held: MarketMessage[] = []
  return {
    hold(message) {
      if (held.length === 0) end = message.time - (message.time % 1000) + 1000
      held.push(message)
    },
    over(now) {
      if (held.length === 0 || now < end) return []
      const messages = held
      held = []
      return messages
    },
  }
}
