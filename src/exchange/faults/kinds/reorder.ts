import type { MarketMessage } from '../../message.ts'
import type { Random } from '../../random.ts'
import { faultKind } from '../fault-kind.ts'
import { heldSecond } from '../held-second.ts'
import { shareOf } from '../share-of.ts'

/** Messages change their places among those of the same second. */
export const reorder = faultKind({
  kind: 'reorder',
  lasts: 60,
  mustBegin: false,
  fields: { share: shareOf('messages', 0.1) },
  enter({ share }, { random }) {
    const second = heldSecond()
    return {
      tells(message) {
        second.hold(message)
        return []
      },
      releases: (now) => displaced(second.over(now), share, random),
    }
  },
})

function displaced(
  messages: readonly MarketMessage[],
  share: number,
  random: Random,
): readonly MarketMessage[] {
  const order = [...messages]
  for (const message of messages) {
    if (!random.chance(share)) continue
    order.splice(order.indexOf(message), 1)
    order.splice(random.below(order.length + 1), 0, message)
  }
  return order
}
