import { RuleMistake } from './rule-mistake.ts'

/** A word or sign of a rule, and its place in the text. */
export interface Token {
  readonly kind: 'sign' | 'number' | 'duration' | 'word' | 'text' | 'end'
  /** As it was written; without its quotes in the case of a text. */
  readonly text: string
  readonly at: number
  /** Of a number; of a duration in ms. */
  readonly value: number
}

const PIECE = /(?<sign><=|>=|!=|==|[<>=(),%])|(?<word>-?[\w.]+)|'(?<single>[^']*)'|"(?<double>[^"]*)"/y
const NUMBER = /^(-?\d{1,15}(?:\.\d{1,6})?)(k|mn|bn)?$/i
const DURATION = /^(\d{1,5})([smh])$/i
const EXPONENTS: Readonly<Record<string, number>> = { k: 3, mn: 6, bn: 9 }
const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000 }

/**
 * The words and signs of a rule, `end` the last. Numbers may end in k, mn or bn; durations are seconds, minutes or hours: 30s, 5m, 1h.
 * Throws a `RuleMistake` at what is none.
 */
export function tokens(text: string): readonly Token[] {
  const found: Token[] = []
  let at = text.search(/\S|$/)
  while (at < text.length) {
    PIECE.lastIndex = at
    const match = PIECE.exec(text)
    if (!match) throw new RuleMistake(`"${text[at]}" is no sign of a rule.`, { at, text: ' ' })
    found.push(tokenOf(match.groups ?? {}, at))
    at = PIECE.lastIndex
    at += text.slice(at).search(/\S|$/)
  }
  return [...found, { kind: 'end', text: '', at: text.length, value: NaN }]
}

function tokenOf({ sign, word, single, double }: Readonly<Record<string, string>>, at: number): Token {
  if (sign !== undefined) return { kind: 'sign', text: sign === '==' ? '=' : sign, at, value: NaN }
  if (word !== undefined) return wordOf(word, at)
  return { kind: 'text', text: single ?? double ?? '', at, value: NaN }
}

function wordOf(text: string, at: number): Token {
  const [, digits, scale] = NUMBER.exec(text) ?? []
  if (digits !== undefined) return { kind: 'number', text, at, value: numberOf(text, digits, { scale, at }) }
  const [, count, unit] = DURATION.exec(text) ?? []
  if (count !== undefined && unit !== undefined)
    return { kind: 'duration', text, at, value: Number(count) * (UNITS[unit.toLowerCase()] ?? NaN) }
  if (/^\w+$/.test(text)) return { kind: 'word', text, at, value: NaN }
  throw new RuleMistake(`"${text}" is no number and no name; numbers are 5, -2.5, 100k, 3mn, 1.5bn.`, {
    at,
    text,
  })
}

function numberOf(text: string, digits: string, { scale, at }: { scale: string | undefined; at: number }) {
  const value = Number(`${digits}e${EXPONENTS[scale?.toLowerCase() ?? ''] ?? 0}`)
  if (Math.abs(value) > Number.MAX_SAFE_INTEGER)
    throw new RuleMistake(`"${text}" is too large a number.`, { at, text })
  // There is one 0 only.
  return value === 0 ? 0 : value
}
