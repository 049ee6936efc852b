import { ictTimeOfDay, type Instant } from '../../domain/time.ts'

/** When connections are taken anew; see `SessionPolicy`. */
export interface RenewalRules {
  readonly now: () => Instant
  readonly random: () => number
  readonly renewBefore: number
  readonly renewDailyAt: number | undefined
}

/** When one connection is taken anew. */
export interface RenewalTimes {
  /** From here on as soon as nothing can be missed. */
  readonly early: Instant
  /** Here in any case. */
  readonly due: Instant
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Most that is added at random, so that not all connections are renewed at once, ms. */
const SPREAD = { token: MINUTE, daily: 10 * MINUTE }

/**
 * When a connection that stands since now is renewed; `undefined`: never. Credentials that end soon leave at least half of their life
 * to the connection; such as have ended when they come speak of a wrong clock here, and plan nothing.
 */
export function renewalOf(endsAt: Instant | undefined, rules: RenewalRules): RenewalTimes | undefined {
  const plans = [endsAt === undefined ? undefined : beforeEnd(endsAt, rules), daily(rules)]
  return plans.reduce((first, plan) => (plan && (!first || plan.due < first.due) ? plan : first), undefined)
}

function beforeEnd(endsAt: Instant, { now, random, renewBefore }: RenewalRules): RenewalTimes | undefined {
  const life = endsAt - now()
  if (life <= 0) return undefined
  const due = endsAt - Math.min(renewBefore + random() * SPREAD.token, life / 5)
  return { early: due - Math.min(HOUR, life / 4), due }
}

function daily({ now, random, renewDailyAt }: RenewalRules): RenewalTimes | undefined {
  if (renewDailyAt === undefined) return undefined
  const ahead = (renewDailyAt - ictTimeOfDay(now()) + DAY) % DAY
  const due = now() + (ahead === 0 ? DAY : ahead) + random() * SPREAD.daily
  return { early: due, due }
}
