import type { Condition } from './condition.ts'
import type { ParsedRule } from './parse-rule.ts'

/** A rule as text that reads as the same rule again. */
export const printRule = ({ condition, holdMs }: Pick<ParsedRule, 'condition' | 'holdMs'>): string =>
  holdMs === 0 ? printed(condition) : `${printed(condition)} for ${durationText(holdMs)}`

function printed(condition: Condition): string {
  switch (condition.kind) {
    case 'all':
      return condition.terms.map((term) => bracketed(term, ['all', 'any'])).join(' and ')
    case 'any':
      return condition.terms.map((term) => bracketed(term, ['any'])).join(' or ')
    case 'not':
      return printedNot(condition.term)
    case 'compare':
      return `${condition.left} ${condition.comparison} ${condition.right}`
    case 'member':
      return `symbol in ${condition.index}`
    default:
      return `${condition.kind} in (${listed(condition)})`
  }
}

const bracketed = (condition: Condition, kinds: readonly Condition['kind'][]): string =>
  kinds.includes(condition.kind) ? `(${printed(condition)})` : printed(condition)

const printedNot = (term: Condition): string => `not ${bracketed(term, ['all', 'any'])}`

/** Names of sectors have spaces in them. */
const listed = ({ kind, names }: Extract<Condition, { readonly kind: 'symbol' | 'sector' }>): string =>
  names.map((name) => (kind === 'symbol' ? name : `'${name}'`)).join(', ')

function durationText(ms: number): string {
  if (ms % 3_600_000 === 0) return `${ms / 3_600_000}h`
  return ms % 60_000 === 0 ? `${ms / 60_000}m` : `${ms / 1_000}s`
}
