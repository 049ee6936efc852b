import { faultKind } from '../fault-kind.ts'
import { shareOf } from '../share-of.ts'

/** Messages are never told. */
export const lose = faultKind({
  kind: 'lose',
  lasts: 60,
  mustBegin: false,
  fields: { share: shareOf('messages', 0.001) },
  enter: ({ share }, { random }) => ({
    tells: (message) => (random.chance(share) ? [] : [message]),
  }),
})
