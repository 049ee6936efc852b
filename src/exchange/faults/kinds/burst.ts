import { z } from 'zod'
import type { MarketMessage } from '../../message.ts'
import { faultKind } from '../fault-kind.ts'
import { heldSecond } from '../held-second.ts'
import { inPieces, isTrade } from '../in-pieces.ts'

const COUNT = 'a whole number of trades, 2 to 100000'

/**
 * Very many trades in one second: the first second that has any is told in that many, smaller ones, which add up to the same. The
 * market itself trades no more than it would.
 */
export const burst = faultKind({
  kind: 'burst',
  lasts: 60,
  mustBegin: true,
  fields: {
    trades: z.int({ error: COUNT }).min(2, { error: COUNT }).max(100_000, { error: COUNT }).default(1500),
  },
  enter({ trades }) {
    const second = heldSecond()
    let isDone = false
    const told = (messages: readonly MarketMessage[]): readonly MarketMessage[] => {
      if (!messages.some(isTrade)) return messages
      isDone = true
      return inPieces(messages, trades)
    }
    return {
      begins() {
        isDone = false
      },
      tells(message) {
        if (isDone) return [message]
        second.hold(message)
        return []
      },
      releases: (now) => told(second.over(now)),
    }
  },
})
