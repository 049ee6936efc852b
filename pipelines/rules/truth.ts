import { sectorOf } from '../../src/market/sectors.ts'
import type { Comparison, Condition, Operand } from './condition.ts'
import type { FieldName, ToldValue } from './fields.ts'

/** What a condition is asked of. */
export interface Subject {
  readonly symbol: string
  /** Undefined while it is not known. */
  readonly valueOf: (name: FieldName) => number | undefined
  /** Whether it is in the basket of an index; undefined while that is not known. */
  readonly isMember: (index: string) => boolean | undefined
  /** What a field is made of, and what told it. */
  readonly toldOf: (name: FieldName) => readonly ToldField[]
}

/** A value that was told, under its name. */
export interface ToldField extends Readonly<ToldValue> {
  readonly name: string
}

const compare: Readonly<Record<Comparison, (left: number, right: number) => boolean>> = {
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
  '=': (left, right) => left === right,
  '!=': (left, right) => left !== right,
}

/** Whether a condition holds; undefined where that hangs on what is not known, so that `not` does not make it true. */
export function truth(condition: Condition, subject: Subject): boolean | undefined {
  switch (condition.kind) {
    case 'all':
      return decided(condition.terms, subject, false)
    case 'any':
      return decided(condition.terms, subject, true)
    case 'not':
      return negated(truth(condition.term, subject))
    case 'member':
      return subject.isMember(condition.index)
    case 'compare':
      return compared(condition, subject)
    default:
      return condition.names.includes(condition.kind === 'symbol' ? subject.symbol : sectorOf(subject.symbol))
  }
}

const negated = (holds: boolean | undefined): boolean | undefined =>
  holds === undefined ? undefined : !holds

/** One term that is `decisive` decides; else one that is not known leaves it open. */
function decided(terms: readonly Condition[], subject: Subject, decisive: boolean): boolean | undefined {
  let isKnown = true
  for (const term of terms) {
    const holds = truth(term, subject)
    if (holds === decisive) return decisive
    if (holds === undefined) isKnown = false
  }
  return isKnown ? !decisive : undefined
}

function compared(
  { left, comparison, right }: Extract<Condition, { readonly kind: 'compare' }>,
  subject: Subject,
): boolean | undefined {
  const [first, second] = [valueOf(left, subject), valueOf(right, subject)]
  return first === undefined || second === undefined ? undefined : compare[comparison](first, second)
}

const valueOf = (operand: Operand, { valueOf: read }: Subject): number | undefined =>
  typeof operand === 'number' ? operand : read(operand)
