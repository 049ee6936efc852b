import type { Condition } from './condition.ts'
import { type Cursor, cursorOver, expected } from './cursor.ts'
import { parseComparison } from './parse-comparison.ts'
import { parseMembership } from './parse-membership.ts'
import { fieldOf, type Field, type FieldName } from './fields.ts'
import { RuleMistake } from './rule-mistake.ts'
import type { Token } from './tokens.ts'

/** What a rule says. */
export interface ParsedRule {
  readonly condition: Condition
  /** How long it has to hold, ms of the feed's clock; 0 when at once. */
  readonly holdMs: number
  /** What it is about. */
  readonly of: Field['of']
}

/** Longest text of a rule, signs. */
const LONGEST = 1_000

/** A rule on its way. */
interface Parsing {
  readonly cursor: Cursor
  /** The fields so far, and where they stand. */
  readonly fields: { readonly name: FieldName; readonly token: Token }[]
  /** Where it asks for a basket or a sector. */
  readonly groups: Token[]
}

/**
 * Reads a rule.
 *
 *     rule       = any [ "for" duration ]
 *     any        = all { "or" all }
 *     all        = one { "and" one }
 *     one        = "not" one | "(" any ")" | membership | comparison
 *     membership = "symbol" ( is NAME | [ "not" ] "in" ( "VN30" | names ) )
 *                | "sector" ( is NAME | [ "not" ] "in" names )
 *     comparison = operand ( "<" | "<=" | ">" | ">=" | "=" | "!=" ) operand
 *     operand    = FIELD | number [ unit ]
 *     is         = "=" | "!="
 *     names      = "(" NAME { "," NAME } ")"
 *     duration   = 30s | 5m | 1h
 *
 * Throws a `RuleMistake` at the first word that does not fit; also where units differ, and where one rule is about securities and indices.
 */
export function parseRule(text: string): ParsedRule {
  if (text.length > LONGEST)
    throw new RuleMistake(`A rule has ${LONGEST} signs at most.`, { at: LONGEST, text: ' ' })
  const parsing: Parsing = { cursor: cursorOver(text), fields: [], groups: [] }
  const condition = parseAny(parsing)
  const holdMs = parsing.cursor.takes('for') ? duration(parsing.cursor) : 0
  const token = parsing.cursor.peek()
  if (token.kind !== 'end') throw expected('and, or, for, or the end', token)
  return { condition, holdMs, of: subjectOf(parsing) }
}

const parseAny = (parsing: Parsing): Condition => joined(parsing, { word: 'or', kind: 'any', part: parseAll })

const parseAll = (parsing: Parsing): Condition =>
  joined(parsing, { word: 'and', kind: 'all', part: parseOne })

interface Joint {
  readonly word: string
  readonly kind: 'all' | 'any'
  readonly part: (parsing: Parsing) => Condition
}

function joined(parsing: Parsing, { word, kind, part }: Joint): Condition {
  const first = part(parsing)
  const terms = [first]
  while (parsing.cursor.takes(word)) terms.push(part(parsing))
  return terms.length === 1 ? first : { kind, terms }
}

function parseOne(parsing: Parsing): Condition {
  const { cursor } = parsing
  if (cursor.takes('not')) return { kind: 'not', term: parseOne(parsing) }
  if (cursor.takes('(')) {
    const condition = parseAny(parsing)
    cursor.expect(')', 'behind a condition in brackets')
    return condition
  }
  const token = cursor.peek()
  if (cursor.takes('symbol')) return noting(parsing, token, parseMembership(cursor, 'symbol'))
  if (cursor.takes('sector')) return noting(parsing, token, parseMembership(cursor, 'sector'))
  return parseComparison(cursor, (name, at) => parsing.fields.push({ name, token: at }))
}

/** Notes what only securities are in. */
function noting({ groups }: Parsing, token: Token, condition: Condition): Condition {
  const asked = condition.kind === 'not' ? condition.term : condition
  if (asked.kind !== 'symbol') groups.push(token)
  return condition
}

function duration(cursor: Cursor): number {
  const token = cursor.next()
  if (token.kind !== 'duration' || token.value === 0) throw expected('a duration as 30s, 5m or 1h', token)
  return token.value
}

function subjectOf({ fields, groups }: Parsing): Field['of'] {
  const [first] = fields
  if (!first)
    throw new RuleMistake('The rule asks for no field: compare one, as spread_ticks > 5.', {
      at: 0,
      text: ' ',
    })
  const { of } = fieldOf(first.name)
  const other = fields.find(({ name }) => fieldOf(name).of !== of)
  if (other)
    throw new RuleMistake(
      `${other.name} is of ${article(fieldOf(other.name).of)}, ${first.name} of ${article(of)}: make two rules of it.`,
      other.token,
    )
  const [group] = groups
  if (of === 'index' && group)
    throw new RuleMistake(`An index is in no basket and no sector: name it, as symbol = VNINDEX.`, group)
  return of
}

const article = (of: Field['of']): string => (of === 'index' ? 'an index' : 'a security')
