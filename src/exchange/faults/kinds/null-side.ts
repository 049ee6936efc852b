import { faultKind } from '../fault-kind.ts'
import { shareOf } from '../share-of.ts'

/** Trades do not say who traded actively. */
export const nullSide = faultKind({
  kind: 'null-side',
  lasts: 60,
  mustBegin: false,
  fields: { share: shareOf('trades', 1) },
  enter: ({ share }, { random }) => ({
    tells: (message) =>
      message.kind === 'trade' && message.session !== 'PT' && random.chance(share)
        ? [{ ...message, side: undefined }]
        : [message],
  }),
})
