import { nearest } from './nearest.ts'

/** A text of a rule that cannot be understood, and where. */
export class RuleMistake extends Error {
  /** The place of its first sign in the text, from 0. */
  readonly at: number
  /** Signs, one at least. */
  readonly width: number

  constructor(message: string, place: { readonly at: number; readonly text: string }) {
    super(message)
    this.name = 'RuleMistake'
    this.at = place.at
    this.width = Math.max(1, place.text.length)
  }
}

/** What is told of a word that is none of some names. */
export function unknownName(what: string, word: string, names: readonly string[]): string {
  const meant = nearest(word, names)
  const hint = meant === undefined ? '' : ` Did you mean ${meant}?`
  return `"${word}" is no ${what}.${hint} Allowed are ${names.join(', ')}.`
}
