import { faultKind } from '../fault-kind.ts'
import { shareOf } from '../share-of.ts'

/** Cuts connections. What was sent before still arrives. */
export const drop = faultKind({
  kind: 'drop',
  lasts: 'moment',
  mustBegin: true,
  fields: { share: shareOf('connections', 1) },
  enter: ({ share }, { lines, random }) => ({
    begins() {
      for (const line of lines()) if (random.chance(share)) line.cut()
    },
  }),
})
