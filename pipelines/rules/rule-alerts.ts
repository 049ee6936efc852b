import { EMPTY, type Observable } from 'rxjs'
import { bookImbalance } from '../../operators/book-imbalance.ts'
import { spread } from '../../operators/spread.ts'
import { merged } from '../../operators/state/merged.ts'
import type { ClassifiedEvent } from '../../src/domain/event.ts'
import type { Alert, Basis, ForeignFlow, SessionStats } from '../../src/domain/outputs.ts'
import { fields, type RuleInput, toldFor } from './fields.ts'
import type { Rule } from './rule.ts'
import { watchRules } from './watch-rules.ts'

/** What rules are watched on. What an event causes has to come before the event, as subscriptions made in this order do. */
export interface RuleParts {
  readonly events$: Observable<ClassifiedEvent>
  readonly session$: Observable<SessionStats>
  readonly foreign$: Observable<ForeignFlow>
  readonly basis$: Observable<Basis>
}

/** events and what is made of them → alerts of users' rules. Only what the rules ask for is subscribed to; without rules nothing is. */
export function ruleAlerts(rules: readonly Rule[], parts: RuleParts): Observable<Alert> {
  if (rules.length === 0) return EMPTY
  const { events$ } = parts
  const needed = new Set(
    rules.flatMap((rule) => rule.fields.flatMap(toldFor)).map((name) => fields.told[name].from),
  )
  const derived$: readonly Observable<RuleInput>[] = [
    ...(needed.has('session') ? [parts.session$] : []),
    ...(needed.has('foreignFlow') ? [parts.foreign$] : []),
    ...(needed.has('basis') ? [parts.basis$] : []),
    ...(needed.has('spread') ? [events$.pipe(spread())] : []),
    ...(needed.has('bookImbalance') ? [events$.pipe(bookImbalance())] : []),
  ]
  return merged<RuleInput>(...derived$, events$).pipe(watchRules(rules))
}
