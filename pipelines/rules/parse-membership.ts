import { OTHER_SECTOR, sectors } from '../../src/market/sectors.ts'
import type { Condition } from './condition.ts'
import { type Cursor, expected } from './cursor.ts'
import { RuleMistake, unknownName } from './rule-mistake.ts'
import type { Token } from './tokens.ts'

/** The indices whose members are listed. */
const BASKETS = ['VN30']
const SECTORS = [...sectors, OTHER_SECTOR]
const SYMBOL = /^[A-Z0-9]{2,20}$/

/** Reads what stands behind `symbol` or `sector`. Throws a `RuleMistake`. */
export function parseMembership(cursor: Cursor, kind: 'symbol' | 'sector'): Condition {
  if (cursor.takes('=')) return { kind, names: [name(cursor, kind)] }
  if (cursor.takes('!=')) return { kind: 'not', term: { kind, names: [name(cursor, kind)] } }
  if (cursor.takes('not')) {
    cursor.expect('in', 'behind not')
    return { kind: 'not', term: group(cursor, kind) }
  }
  if (!cursor.takes('in')) throw expected('one of = != in not', cursor.peek())
  return group(cursor, kind)
}

function group(cursor: Cursor, kind: 'symbol' | 'sector'): Condition {
  if (cursor.takes('(')) return { kind, names: list(cursor, kind) }
  const token = cursor.next()
  if (kind === 'sector' || token.kind !== 'word') throw expected('a list in brackets', token)
  const index = BASKETS.find((basket) => basket === token.text.toUpperCase())
  if (index) return { kind: 'member', index }
  const what = 'index whose members are listed'
  throw new RuleMistake(
    `${unknownName(what, token.text, BASKETS)} Securities stand in brackets: in (FPT, VNM).`,
    token,
  )
}

function list(cursor: Cursor, kind: 'symbol' | 'sector'): readonly string[] {
  const names = [name(cursor, kind)]
  while (cursor.takes(',')) names.push(name(cursor, kind))
  cursor.expect(')', 'or a comma')
  return names
}

function name(cursor: Cursor, kind: 'symbol' | 'sector'): string {
  const token = cursor.next()
  if (!isName(token)) throw expected(`the name of a ${kind}`, token)
  return kind === 'symbol' ? symbolNamed(token) : sectorNamed(token)
}

/** A code may be of digits too, and look like anything. */
const isName = ({ kind }: Token): boolean => kind !== 'sign' && kind !== 'end'

function symbolNamed(token: Token): string {
  const symbol = token.text.toUpperCase()
  if (SYMBOL.test(symbol)) return symbol
  throw new RuleMistake(`"${token.text}" is no code of a security: letters and digits, as FPT.`, token)
}

function sectorNamed(token: Token): string {
  const sector = SECTORS.find((known) => known.toLowerCase() === token.text.toLowerCase())
  if (sector !== undefined) return sector
  throw new RuleMistake(unknownName('sector', token.text, SECTORS.map(quoted)), token)
}

/** As a rule has to write it. */
const quoted = (sector: string): string => (/^\w+$/.test(sector) ? sector : `'${sector}'`)
