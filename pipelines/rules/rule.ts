import type { Alert } from '../../src/domain/outputs.ts'
import type { Condition } from './condition.ts'
import type { Field, FieldName } from './fields.ts'
import { parseRule } from './parse-rule.ts'
import { parseTemplate, type TemplatePart } from './parse-template.ts'
import { printRule } from './print-rule.ts'

/** A rule of a user, ready to be run. Plain data: it can be handed to another thread, and compared. */
export interface Rule {
  readonly name: string
  readonly severity: Alert['severity']
  /** What it asks, in one way of writing. */
  readonly text: string
  readonly condition: Condition
  /** How long it has to hold, ms of the feed's clock. */
  readonly holdMs: number
  readonly of: Field['of']
  /** Texts, and in between the names of what is put there. */
  readonly message: readonly TemplatePart[]
  /** The fields that it asks for and tells, each once. */
  readonly fields: readonly FieldName[]
}

/** A rule as its author writes it. */
export interface RuleDefinition {
  readonly name: string
  readonly severity: Alert['severity']
  /** `symbol in VN30 and spread_ticks > 5 for 30s`; see `parseRule`. */
  readonly when: string
  /** A text with fields and `symbol` in braces. What is not known at the time is a dash. */
  readonly message?: string | undefined
}

/** Makes a rule of its text. Throws a `RuleMistake` where `when` is none, or the message names what it cannot tell. */
export function ruleOf({ name, severity, when, message }: RuleDefinition): Rule {
  const { condition, holdMs, of } = parseRule(when)
  const text = printRule({ condition, holdMs })
  const asked = fieldsOf(condition)
  const template = message === undefined ? usualMessage(name, text, asked) : parseTemplate(message, of)
  const shown = template.flatMap((part) =>
    typeof part === 'string' || part.name === 'symbol' ? [] : part.name,
  )
  return {
    name,
    severity,
    text,
    condition,
    holdMs,
    of,
    message: template,
    fields: [...new Set([...asked, ...shown])],
  }
}

/** Says which rule, and the numbers that it asks for. */
const usualMessage = (name: string, text: string, asked: readonly FieldName[]): readonly TemplatePart[] => [
  { name: 'symbol' },
  `: ${name} (${text})`,
  ...asked.flatMap((field) => [`, ${field} `, { name: field }]),
]

function fieldsOf(condition: Condition): readonly FieldName[] {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return [...new Set(condition.terms.flatMap(fieldsOf))]
    case 'not':
      return fieldsOf(condition.term)
    case 'compare':
      return [condition.left, condition.right].filter((operand) => typeof operand === 'string')
    default:
      return []
  }
}
