import { z } from 'zod'
import type { Instant } from '../../../domain/time.ts'
import { faultKind } from '../fault-kind.ts'

const JUMP = 'a number of seconds, -3600 to 3600'

/** The exchange's clock is wrong: everything is stamped earlier or later. */
export const clockJump = faultKind({
  kind: 'clock-jump',
  lasts: 60,
  mustBegin: false,
  fields: {
    by: z.number({ error: JUMP }).min(-3600, { error: JUMP }).max(3600, { error: JUMP }).default(-90),
  },
  enter({ by }) {
    const spells: { readonly from: Instant; readonly until: Instant }[] = []
    return {
      begins: (from) => spells.push({ from, until: Infinity }),
      ends(until) {
        spells.push({ from: spells.pop()?.from ?? until, until })
      },
      wrongBy: (time) => (spells.some(({ from, until }) => from <= time && time < until) ? by * 1000 : 0),
    }
  },
})
