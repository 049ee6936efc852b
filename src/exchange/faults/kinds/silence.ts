import { faultKind } from '../fault-kind.ts'
import type { Release } from '../holds.ts'
import { shareOf } from '../share-of.ts'

/** Connections that are open when it begins tell nothing of the market while it lasts, but are kept alive. */
export const silence = faultKind({
  kind: 'silence',
  lasts: 120,
  mustBegin: true,
  fields: { share: shareOf('connections', 1) },
  enter({ share }, { lines, random }) {
    let releases: readonly Release[] = []
    return {
      begins() {
        releases = lines()
          .filter(() => random.chance(share))
          .map((line) => line.hush())
      },
      ends() {
        for (const release of releases) release()
      },
    }
  },
})
