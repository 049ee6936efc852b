import type { Random } from '../../src/exchange/random.ts'

/** Changes a text somehow. */
type Mutation = (text: string, random: Random, others: readonly string[]) => string

const one = <T>(from: readonly T[], random: Random): T => from[random.below(from.length)]!

const CHARACTERS = [
  ...'{ } [ ] " , : \\ / 0 1 5 9 . - + e E n u l t r S a Z _'.split(' '),
  ...[' ', '\t', '\n'],
  ...[
    '\0',
    '\x07',
    '\x1f',
    '\x7f',
    '\u0080',
    'é',
    'ế',
    'K',
    'ſ',
    '\ud800',
    '\udfff',
    '😀',
    '\u2028',
    '\ufeff',
  ],
]

const NUMBERS = (
  '0 -0 0.0 -0.0 00 01 1. .5 +1 1e5 1E+2 1e-7 1e999 -1e999 0.1 0.05 1285.4 1.005 33150.125 0.1234567890123 -0.09999999999990905 ' +
  '9007199254740993 9007199254740992.0 999999999999.999 1000000000000.123 123456789012345678901 12345678 123456789.0 1234567 ' +
  '99999999.99 31200 31200.0 31200.00 31200.000 31200.0000 31200.50 -5 -31200.0 --5 - NaN Infinity true false null {} [] [1] "" ' +
  '"31200" " 300 " "31200.0" "1e3" "0x1f" "NaN" "-0" "\\u0033" "a\\"b" "tiếng" ""'
).split(/ (?=[^" ]|"[^ ]|" 300)/)

const KEY = /\\*"([A-Za-z0-9]+)\\*":/g
const VALUE = /(?<=":)(?:-?[0-9.]+|\\?"[^"\\]*\\?"|null)(?=[,}])/g
const PAIR = /\\?"[A-Za-z0-9]+\\?":(?:-?[0-9.]+|\\?"[^"\\]*\\?"|null)/g

/** Puts something else for one match of a pattern. */
function replaceOne(text: string, pattern: RegExp, random: Random, by: (found: string) => string): string {
  const found = [...text.matchAll(pattern)]
  if (found.length === 0) return text
  const { 0: old, index } = one(found, random)
  return text.slice(0, index) + by(old) + text.slice(index + old.length)
}

const twisted = (key: string, random: Random): string => {
  const at = random.below(key.length)
  return one(
    [
      key.toUpperCase(),
      key.toLowerCase(),
      key.replace('k', 'K'),
      key.slice(0, at) + one(CHARACTERS, random) + key.slice(at + 1),
      key.slice(0, at) + key.slice(at + 1),
      key.replace(/\d+/, (n) => String(Number(n) + 1)),
    ],
    random,
  )
}

const MUTATIONS: readonly Mutation[] = [
  // another character, one too many, one missing
  (text, random) => {
    const at = random.below(text.length)
    return text.slice(0, at) + one(CHARACTERS, random) + text.slice(at + 1)
  },
  (text, random) => {
    const at = random.below(text.length)
    return text.slice(0, at) + one(CHARACTERS, random) + text.slice(at)
  },
  (text, random) => {
    const at = random.below(text.length)
    return text.slice(0, at) + text.slice(at + 1)
  },
  // a cut, a hole, a piece that comes twice, a piece of another message
  (text, random) => text.slice(0, random.below(text.length + 1)),
  (text, random) => {
    const at = random.below(text.length)
    return text.slice(0, at) + text.slice(at + random.below(40))
  },
  (text, random) => {
    const at = random.below(text.length)
    return text.slice(0, at + random.below(40)) + text.slice(at)
  },
  (text, random, others) => {
    const other = one(others, random)
    return text.slice(0, random.below(text.length)) + other.slice(random.below(other.length))
  },
  // keys
  (text, random) => replaceOne(text, KEY, random, (key) => twisted(key, random)),
  (text, random) =>
    replaceOne(text, KEY, random, (key) => key.replace(/[A-Za-z0-9]+/, (name) => twisted(name, random))),
  (text, random) => replaceOne(text, KEY, random, (key) => one([...text.matchAll(KEY)], random)[0] || key),
  // values
  (text, random) => replaceOne(text, VALUE, random, () => one(NUMBERS, random)),
  (text, random) => replaceOne(text, VALUE, random, () => one(NUMBERS, random)),
  (text, random) =>
    replaceOne(text, VALUE, random, () =>
      String(random.below(10 ** random.below(10)) / 10 ** random.below(5)),
    ),
  (text, random) =>
    replaceOne(text, VALUE, random, (value) =>
      one([`"${value}"`, value.replaceAll('"', ''), `\\"${value}\\"`], random),
    ),
  // pairs: one more, one less, two in each other's place
  (text, random) =>
    replaceOne(text, PAIR, random, (pair) => `${pair},${one([...text.matchAll(PAIR)], random)[0]}`),
  (text, random) => replaceOne(text, PAIR, random, () => ''),
  (text, random) =>
    replaceOne(text, PAIR, random, () => one([...one([text], random).matchAll(PAIR)], random)[0]),
  (text, random) => {
    const pairs = [...text.matchAll(PAIR)].map(([pair]) => pair)
    if (pairs.length < 2) return text
    const [a, b] = [one(pairs, random), one(pairs, random)]
    return text
      .replace(a, '\0')
      .replace(b, () => a)
      .replace('\0', () => b)
  },
  // nesting, white space, the empty object
  (text, random) =>
    replaceOne(text, VALUE, random, () => '['.repeat(random.below(200)) + ']'.repeat(random.below(200))),
  (text, random) =>
    replaceOne(
      text,
      VALUE,
      random,
      () => '{"a":'.repeat(random.below(60)) + '1' + '}'.repeat(random.below(60)),
    ),
  (text, random) =>
    replaceOne(text, /[,:{}]/g, random, (mark) =>
      one([` ${mark}`, `${mark} `, `${mark}\n`, mark + mark], random),
    ),
  () => '{}',
]

/** A text with up to four changes of any kind, and some without. */
export function mutated(text: string, random: Random, others: readonly string[]): string {
  let changed = text
  for (let n = random.below(4); n > 0; n -= 1) changed = one(MUTATIONS, random)(changed, random, others)
  return changed
}
