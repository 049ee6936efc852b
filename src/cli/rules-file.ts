import { readFileSync } from 'node:fs'
import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Scalar } from 'yaml'
import { RuleMistake } from '../../pipelines/rules/rule-mistake.ts'
import { type Rule, type RuleDefinition, ruleOf } from '../../pipelines/rules/rule.ts'
import { RulesFault } from './rules-fault.ts'

const SEVERITIES = ['info', 'warning', 'critical'] as const
const KEYS = ['name', 'when', 'severity', 'message']
const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/

/** Throws the fault at a place of the file, from 0. */
type Complain = (message: string, at: number, width?: number) => never

/** The keys of one rule, and where its values stand. */
interface Entry {
  readonly at: number
  readonly values: ReadonlyMap<string, Scalar>
}

/**
 * The alert rules of a user's file; none without a path.
 *
 *     rules:
 *       - name: wide-spread
 *         when: symbol in VN30 and spread_ticks > 5 for 30s
 *         severity: warning
 *         message: '{symbol}: {spread_ticks} ticks'
 *
 * `severity` is warning unless said, and a message says the rule and its numbers. Throws a `RulesFault` that says what is allowed, with
 * the line and the column, at the first thing that is wrong.
 */
export function rulesFile(path: string | undefined): readonly Rule[] {
  if (path === undefined || path === '') return []
  return rulesIn(textOf(path), path)
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw new Error(`${path} cannot be read: --rules and VNFLOW_RULES name a file of alert rules.`, { cause })
  }
}

/** The rules of a text. @param path - what the text is called in a fault */
export function rulesIn(text: string, path: string): readonly Rule[] {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const complain: Complain = (message, at, width = 1) => {
    const { line, col } = lines.linePos(at)
    throw new RulesFault(message, {
      path,
      line,
      column: col,
      width,
      text: text.split(/\r?\n/)[line - 1] ?? '',
    })
  }
  const [broken] = document.errors
  if (broken) return complain(broken.message, broken.pos[0])
  const list = isMap(document.contents) ? document.contents.get('rules', true) : undefined
  if (!isSeq(list)) return complain('a file of alert rules begins with rules: and lists them below it.', 0)
  const names = new Set<string>()
  return list.items.map((item) => {
    const entry = entryOf(item, complain, list.range?.[0] ?? 0)
    const name = valueOf(entry, 'name', complain)
    if (names.has(name)) complain(`two rules have the name ${name}.`, placeOf(entry, 'name'), name.length)
    names.add(name)
    return ruleIn(entry, text, complain)
  })
}

function entryOf(item: unknown, complain: Complain, at: number): Entry {
  if (!isMap(item)) return complain(`a rule has ${KEYS.join(', ')}.`, at)
  const values = new Map<string, Scalar>()
  for (const { key, value } of item.items) {
    const [name, place] = keyOf(key, at)
    if (!KEYS.includes(name))
      complain(`"${name}" is no part of a rule; allowed are ${KEYS.join(', ')}.`, place, name.length)
    if (!isScalar(value) || typeof value.value !== 'string')
      return complain(`${name} is a text.`, place, name.length)
    values.set(name, value)
  }
  return { at: item.range?.[0] ?? at, values }
}

/** A key and its place in the file. */
const keyOf = (key: unknown, at: number): readonly [string, number] =>
  isScalar(key) ? [String(key.value), key.range?.[0] ?? at] : ['', at]

const placeOf = ({ at, values }: Entry, key: string): number => values.get(key)?.range?.[0] ?? at

function valueOf(entry: Entry, key: string, complain: Complain): string {
  const value = entry.values.get(key)?.value
  return typeof value === 'string' ? value : complain(`a rule needs a ${key}.`, entry.at)
}

function ruleIn(entry: Entry, text: string, complain: Complain): Rule {
  const name = valueOf(entry, 'name', complain)
  if (!NAME.test(name))
    complain(
      `"${name}" is no name of a rule: small letters, digits and hyphens.`,
      placeOf(entry, 'name'),
      name.length,
    )
  const said = entry.values.has('severity') ? valueOf(entry, 'severity', complain) : 'warning'
  const severity = SEVERITIES.find((word) => word === said)
  if (!severity)
    return complain(`a severity is one of ${SEVERITIES.join(', ')}.`, placeOf(entry, 'severity'), said.length)
  const when = valueOf(entry, 'when', complain)
  const message = entry.values.has('message') ? valueOf(entry, 'message', complain) : undefined
  const pointing = (key: 'when' | 'message', make: () => Rule) =>
    within(make, entry.values.get(key), { text, complain })
  const rule: RuleDefinition = { name, severity, when }
  const usual = pointing('when', () => ruleOf(rule))
  return message === undefined ? usual : pointing('message', () => ruleOf({ ...rule, message }))
}

/** Turns a mistake within a value into a fault of the file. */
function within(
  make: () => Rule,
  value: Scalar | undefined,
  { text, complain }: { readonly text: string; readonly complain: Complain },
): Rule {
  try {
    return make()
  } catch (error) {
    if (!(error instanceof RuleMistake) || !value) throw error
    return complain(error.message, placeIn(value, text, error.at), error.width)
  }
}

/** Where a sign of a value stands in the file: quotes stand before it, and what is folded has other spaces between. */
function placeIn(value: Scalar, text: string, at: number): number {
  const [begin, end] = value.range ?? [0, 0]
  const said = String(value.value)
  let place = text.indexOf(said[0] ?? '', begin)
  for (let i = 0; i < at; i++) {
    const next = said[i + 1]
    place += 1
    if (next !== undefined && /\S/.test(next)) while (place < end && text[place] !== next) place += 1
  }
  return Math.min(place, end)
}
