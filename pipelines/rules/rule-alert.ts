import { numberText, rounded } from '../../operators/state/words.ts'
import type { Stamp } from '../../src/domain/event.ts'
import type { Alert } from '../../src/domain/outputs.ts'
import type { Rule } from './rule.ts'
import type { Subject } from './truth.ts'

/** Decimals of a number that is told. */
const DECIMALS = 4

/** Tells that a rule holds. Its name is the direction, so that each rule cools down by itself. */
export function ruleAlert(rule: Rule, { symbol, valueOf }: Subject, cause: Stamp): Alert {
  const numbers = rule.fields.flatMap((name) => {
    const value = valueOf(name)
    return value === undefined ? [] : [[name, rounded(value, DECIMALS)] as const]
  })
  const known: Readonly<Record<string, number>> = Object.fromEntries(numbers)
  const said = (name: string): string => {
    const value = known[name]
    return value === undefined ? '–' : numberText(value)
  }
  return {
    kind: 'alert',
    seq: cause.seq,
    exchangeTime: cause.exchangeTime,
    receivedTime: cause.receivedTime,
    symbol,
    alertType: 'rule',
    severity: rule.severity,
    message: rule.message
      .map((part) => (typeof part === 'string' ? part : part.name === 'symbol' ? symbol : said(part.name)))
      .join(''),
    direction: rule.name,
    data: { rule: rule.name, when: rule.text, ...known },
  }
}
