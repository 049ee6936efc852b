import type { OperatorFunction } from 'rxjs'
import { feedClock, feedTime } from '../../operators/state/feed-clock.ts'
import { keyed } from '../../operators/state/keyed.ts'
import { stateful } from '../../operators/state/stateful.ts'
import type { Alert } from '../../src/domain/outputs.ts'
import type { RuleInput, ToldName, ToldValue } from './fields.ts'
import { type Changed, type Dated, ruleValues } from './rule-values.ts'
import type { Rule } from './rule.ts'
import { type Standing, watchRule } from './watch-rule.ts'

const begin = () => ({
  time: feedTime(),
  security: new Map<string, Map<ToldName, ToldValue>>(),
  index: new Map<string, Map<ToldName, ToldValue>>(),
  members: new Map<string, Set<string>>(),
  /** By the names of the rules. */
  standings: new Map<string, Standing>(),
})

/** What is made of events: each event comes after all of these that it caused. */
const DERIVED = new Set<RuleInput['kind']>(['session', 'foreignFlow', 'basis', 'spread', 'bookImbalance'])

/**
 * Alerts of users' rules. Takes what an event causes first and the event itself behind it: a rule looks at all of one moment at once.
 *
 * - Tells once, when a rule has held for its time on the feed's clock and still holds; again after it did not hold. With no time at once.
 *   In a quiet feed that is at the first event that moves the clock so far. Pauses between two phases count.
 * - What is not known makes no rule hold, and no `not` of it either. Members are those that the feed lists.
 * - A trading day begins with nothing known, and a link that goes down makes waiting begin anew. What belongs to a day that is over does
 *   not count, and nothing is told behind its end.
 */
export function watchRules(rules: readonly Rule[]): OperatorFunction<RuleInput, Alert> {
  return stateful(begin, (state, emit) => {
    const { time, standings } = state
    const clock = feedClock(time)
    const { take, subject } = ruleValues(rules, state)
    const watched = rules.map((rule) => ({ rule, ...watchRule(rule, { subject, now: clock.now, emit }) }))
    const changed: Changed = { security: new Set(), index: new Set() }

    /** What is known after an output, and of whom it is new. */
    function learn(output: Dated) {
      if (clock.begins(output)) forget(state)
      if (isBreak(output)) for (const { waiting } of standings.values()) waiting.clear()
      // A list of members holds until the next one, whenever it was made.
      if (output.kind === 'members' || !clock.isPast(output)) take(output, changed)
    }

    function judgeAll(output: Dated) {
      for (const { rule, judge, ripen } of watched) {
        const standing = keyed(standings, rule.name, noStanding)
        for (const symbol of changed[rule.of]) judge(standing, symbol, output)
        if (clock.now() < time.dayEnd) ripen(standing, output)
      }
      changed.security.clear()
      changed.index.clear()
    }

    return {
      next(output) {
        if (output.kind === 'rejected') return
        learn(output)
        if (!DERIVED.has(output.kind)) judgeAll(output)
      },
    }
  })
}

const noStanding = (): Standing => ({ waiting: new Map(), told: new Set() })

function forget({ security, index, standings }: ReturnType<typeof begin>): void {
  security.clear()
  index.clear()
  standings.clear()
}

const isBreak = (output: RuleInput): boolean =>
  output.kind === 'connection' && output.state === 'disconnected'
