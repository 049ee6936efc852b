import type { Instant } from '../../../domain/time.ts'
import type { MarketMessage } from '../../message.ts'
import { faultKind } from '../fault-kind.ts'
import { shareOf } from '../share-of.ts'

/** Messages are told a second time: every other one at once, the others up to a second later. */
export const duplicate = faultKind({
  kind: 'duplicate',
  lasts: 60,
  mustBegin: false,
  fields: { share: shareOf('messages', 0.001) },
  enter({ share }, { random }) {
    let copies: { readonly due: Instant; readonly message: MarketMessage }[] = []
    return {
      tells(message) {
        if (!random.chance(share)) return [message]
        if (random.chance(0.5)) return [message, { ...message }]
        copies.push({ due: message.time + random.below(1000), message: { ...message } })
        return [message]
      },
      releases(now) {
        const due = copies.filter((copy) => copy.due <= now)
        if (due.length > 0) copies = copies.filter((copy) => copy.due > now)
        return due.map(({ message }) => message)
      },
    }
  },
})
