import { faultKind } from '../fault-kind.ts'
import type { Release } from '../holds.ts'
import type { Line } from '../line.ts'

/** Cuts what goes out into pieces, each in a packet of its own, wherever a frame begins or ends. */
export const split = faultKind({
  kind: 'split',
  lasts: 60,
  mustBegin: false,
  fields: {},
  enter(_settings, { lines, random }) {
    let releases: Release[] = []
    const hold = (line: Line) => releases.push(line.split(random))
    return {
      begins: () => lines().forEach(hold),
      opened: hold,
      ends() {
        for (const release of releases) release()
        releases = []
      },
    }
  },
})
