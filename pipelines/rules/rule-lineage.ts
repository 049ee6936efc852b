import { evidence, type Told } from '../../operators/state/evidence.ts'
import type { Stamp } from '../../src/domain/event.ts'
import type { Evidence, Lineage } from '../../src/domain/lineage.ts'
import type { Rule } from './rule.ts'
import type { Subject } from './truth.ts'

/** From what on a rule held, and at what it was told. */
export interface Holding {
  readonly since: Told
  readonly cause: Stamp
}

/** What made a user's rule tell: the values that it asks for, and where it began to hold. */
export function ruleLineage(rule: Rule, { valueOf, toldOf }: Subject, { since, cause }: Holding): Lineage {
  const state = Object.fromEntries(
    rule.fields.flatMap((name) => {
      const value = valueOf(name)
      return value === undefined ? [] : [[name, value]]
    }),
  )
  const told = new Map(rule.fields.flatMap(toldOf).map((field) => [field.name, field]))
  const made: readonly Evidence[] = [
    ...[...told.values()].map((field) => evidence(field.name, field, { [field.name]: field.value })),
    evidence('holds since', since, {}),
    evidence('told', cause, {}),
  ]
  return {
    rule: { name: rule.name, when: rule.text, hold_s: rule.holdMs / 1_000 },
    state,
    // A stable sort: what one frame told stays in this order.
    evidence: made.toSorted((a, b) => a.seq - b.seq),
  }
}
