import type { Told } from '../../operators/state/evidence.ts'
import type { Stamp } from '../../src/domain/event.ts'
import type { Alert } from '../../src/domain/outputs.ts'
import type { Instant } from '../../src/domain/time.ts'
import { ruleAlert } from './rule-alert.ts'
import { type Holding, ruleLineage } from './rule-lineage.ts'
import type { RuleValues } from './rule-values.ts'
import type { Rule } from './rule.ts'
import { truth } from './truth.ts'

/** How subjects stand to one rule. */
export interface Standing {
  /** Those for which it holds and has not been told, since when, the oldest first. */
  readonly waiting: Map<string, Told>
  /** Those for which it was told and still holds. */
  readonly told: Set<string>
}

/** What a rule is watched with. */
export interface WatchParts {
  readonly subject: RuleValues['subject']
  readonly now: () => Instant
  readonly emit: (alert: Alert) => void
}

/** One rule under watch. */
export interface WatchedRule {
  /** Values of a subject changed. */
  readonly judge: (standing: Standing, symbol: string, cause: Stamp) => void
  /** Time went on. */
  readonly ripen: (standing: Standing, cause: Stamp) => void
}

/** Watches a rule: it is told once when it has held long enough, and again after it did not hold. */
export function watchRule(rule: Rule, { subject, now, emit }: WatchParts): WatchedRule {
  const tell = ({ told }: Standing, symbol: string, { cause, since }: Holding): void => {
    told.add(symbol)
    const about = subject(rule.of, symbol)
    emit({ ...ruleAlert(rule, about, cause), lineage: ruleLineage(rule, about, { cause, since }) })
  }
  return {
    judge(standing, symbol, cause) {
      const { waiting, told } = standing
      if (truth(rule.condition, subject(rule.of, symbol)) !== true) {
        waiting.delete(symbol)
        told.delete(symbol)
      } else if (told.has(symbol) || waiting.has(symbol)) return
      else if (rule.holdMs === 0) tell(standing, symbol, { cause, since: cause })
      else waiting.set(symbol, { seq: cause.seq, exchangeTime: now() })
    },
    ripen(standing, cause) {
      for (const [symbol, since] of standing.waiting) {
        if (now() - since.exchangeTime < rule.holdMs) return
        standing.waiting.delete(symbol)
        tell(standing, symbol, { cause, since })
      }
    },
  }
}
