import { RuleMistake } from './rule-mistake.ts'
import { type Token, tokens } from './tokens.ts'

/** A place in the words of a rule. */
export interface Cursor {
  /** The word that stands next. */
  readonly peek: () => Token
  /** Goes on behind it. */
  readonly next: () => Token
  /** Goes on behind a word or sign if it is this one. */
  readonly takes: (text: string) => boolean
  /** As `takes`; throws a `RuleMistake` when it is another one. */
  readonly expect: (text: string, where: string) => void
}

/** True for a word, in capitals or not, and for a sign. */
const isText = ({ kind, text }: Token, wanted: string): boolean =>
  (kind === 'word' || kind === 'sign') && text.toLowerCase() === wanted

/** The error that something else is expected at a token. */
export const expected = (what: string, token: Token): RuleMistake =>
  new RuleMistake(
    token.kind === 'end'
      ? `The rule ends where ${what} is expected.`
      : `"${token.text}" stands where ${what} is expected.`,
    token,
  )

/** At the beginning of a text. Throws a `RuleMistake` when the text has signs that no rule has. */
export function cursorOver(text: string): Cursor {
  const all = tokens(text)
  const end: Token = { kind: 'end', text: '', at: text.length, value: NaN }
  let place = 0
  const peek = (): Token => all[place] ?? end
  const takes = (wanted: string): boolean => {
    if (!isText(peek(), wanted)) return false
    place += 1
    return true
  }
  return {
    peek,
    takes,
    next() {
      const token = peek()
      place += 1
      return token
    },
    expect(wanted, where) {
      if (!takes(wanted)) throw expected(`${wanted} ${where}`, peek())
    },
  }
}
