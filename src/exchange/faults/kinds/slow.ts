import { faultKind } from '../fault-kind.ts'
import type { Release } from '../holds.ts'
import type { Line } from '../line.ts'
import { seconds } from '../timing.ts'

/** Everything reaches the clients later, in order, keep-alives too. */
export const slow = faultKind({
  kind: 'slow',
  lasts: 60,
  mustBegin: false,
  fields: { by: seconds.default(2) },
  enter({ by }, { lines }) {
    let releases: Release[] = []
    const hold = (line: Line) => releases.push(line.delay(by * 1000))
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
