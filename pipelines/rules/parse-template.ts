import { type Field, type FieldName, fieldOf, fields } from './fields.ts'
import { RuleMistake, unknownName } from './rule-mistake.ts'

/** A part of a message: a text, or what is put there. */
export type TemplatePart = string | { readonly name: FieldName | 'symbol' }

/** Reads the message of a rule: a text with names in braces. Throws a `RuleMistake` at a name that the rule cannot tell. */
export function parseTemplate(text: string, of: Field['of']): readonly TemplatePart[] {
  const pieces = text.split(/(\{[^{}]*\}|[{}])/)
  let at = 0
  return pieces.flatMap((piece): TemplatePart[] => {
    const place = { at, text: piece }
    at += piece.length
    if (piece === '') return []
    return /^[{}]/.test(piece) ? [named(place, of)] : [piece]
  })
}

function named(place: { readonly at: number; readonly text: string }, of: Field['of']) {
  if (place.text.length === 1)
    throw new RuleMistake(`"${place.text}" stands alone: names stand in braces, as {symbol}.`, place)
  const word = place.text.slice(1, -1).trim()
  const names = ['symbol' as const, ...fields.names.filter((name) => fieldOf(name).of === of)]
  const name = names.find((known) => known === word)
  if (name !== undefined) return { name }
  throw new RuleMistake(unknownName('field of such a rule', word, names), place)
}
