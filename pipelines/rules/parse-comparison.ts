import type { Comparison, Condition, Operand } from './condition.ts'
import { type Cursor, expected } from './cursor.ts'
import { type FieldName, fieldOf, fields, type Unit } from './fields.ts'
import { RuleMistake, unknownName } from './rule-mistake.ts'
import type { Token } from './tokens.ts'

const COMPARISONS = ['<', '<=', '>', '>=', '=', '!='] as const satisfies readonly Comparison[]

/** What may stand behind a number, to say what it counts. */
const WORDS: Readonly<Record<Unit, readonly string[]>> = {
  price: ['VND', 'points'],
  points: ['points'],
  VND: ['VND'],
  shares: ['shares', 'contracts'],
  'shares a minute': [],
  '%': ['%'],
  bp: ['bp'],
  ticks: ['ticks'],
  ratio: [],
  count: [],
}
const UNIT_WORDS = new Set(Object.values(WORDS).flatMap((words) => words.map((word) => word.toLowerCase())))

/** One side of a comparison. */
interface Side {
  readonly operand: Operand
  readonly token: Token
  /** The unit that a number was given. */
  readonly word: Token | undefined
}

/** Reads a comparison. `onField` is told of each field in it. Throws a `RuleMistake`, also where the sides count different things. */
export function parseComparison(cursor: Cursor, onField: (name: FieldName, token: Token) => void): Condition {
  const left = sideOf(cursor)
  const sign = cursor.next()
  const comparison = COMPARISONS.find((known) => sign.kind === 'sign' && known === sign.text)
  if (!comparison) throw expected(`one of ${COMPARISONS.join(' ')}`, sign)
  const right = sideOf(cursor)
  checkUnits(left, right)
  for (const { operand, token } of [left, right]) if (typeof operand === 'string') onField(operand, token)
  return { kind: 'compare', left: left.operand, comparison, right: right.operand }
}

function sideOf(cursor: Cursor): Side {
  const token = cursor.next()
  if (token.kind === 'number') {
    const isUnit = UNIT_WORDS.has(cursor.peek().text.toLowerCase())
    return { operand: token.value, token, word: isUnit ? cursor.next() : undefined }
  }
  if (token.kind === 'duration')
    throw new RuleMistake(`"${token.text}" is a duration; those stand behind for. Millions are 5mn.`, token)
  if (token.kind !== 'word') throw expected('a field or a number', token)
  return { operand: fieldNamed(token), token, word: undefined }
}

function fieldNamed(token: Token): FieldName {
  const name = fields.names.find((known) => known === token.text.toLowerCase())
  if (name) return name
  throw new RuleMistake(unknownName('field', token.text, ['symbol', 'sector', ...fields.names]), token)
}

function checkUnits(left: Side, right: Side): void {
  const [known, other] = typeof left.operand === 'string' ? [left, right] : [right, left]
  if (typeof known.operand === 'number')
    throw new RuleMistake('Two numbers are compared: one side has to be a field.', left.token)
  const { unit } = fieldOf(known.operand)
  if (typeof other.operand === 'string') {
    const another = fieldOf(other.operand).unit
    if (another !== unit)
      throw new RuleMistake(
        `${known.operand} is in ${unitText(unit)}, ${other.operand} in ${unitText(another)}.`,
        other.token,
      )
  } else if (other.word) checkWord(other.word, known.operand)
}

function checkWord(word: Token, name: FieldName): void {
  const { unit } = fieldOf(name)
  if (WORDS[unit].some((allowed) => allowed.toLowerCase() === word.text.toLowerCase())) return
  const allowed = WORDS[unit].length === 0 ? 'a plain number' : WORDS[unit].join(' or ')
  throw new RuleMistake(`${name} is in ${unitText(unit)}, not in ${word.text}; allowed is ${allowed}.`, word)
}

const unitText = (unit: Unit): string => (unit === 'price' ? 'VND or points' : unit)
