import { faultKind } from '../fault-kind.ts'
import type { Line } from '../line.ts'
import { shareOf } from '../share-of.ts'

/** Connections go dead without a word: nothing goes either way any more. They are closed when it is over. */
export const halfOpen = faultKind({
  kind: 'half-open',
  lasts: 120,
  mustBegin: true,
  fields: { share: shareOf('connections', 1) },
  enter({ share }, { lines, random }) {
    let dead: readonly Line[] = []
    return {
      begins() {
        dead = lines().filter(() => random.chance(share))
        for (const line of dead) line.freeze()
      },
      ends() {
        for (const line of dead) line.terminate()
      },
    }
  },
})
