import { describe, expect, it } from 'vitest'
import type { Condition } from '../../../pipelines/rules/condition.ts'
import { fieldOf, fields } from '../../../pipelines/rules/fields.ts'
import { parseRule } from '../../../pipelines/rules/parse-rule.ts'
import { printRule } from '../../../pipelines/rules/print-rule.ts'
import { RuleMistake } from '../../../pipelines/rules/rule-mistake.ts'
import { fc, test } from '../../property-tests.ts'

/** The text with a caret under what was complained of, and the complaint. */
function complaintOf(text: string): string {
  try {
    parseRule(text)
  } catch (error) {
    if (error instanceof RuleMistake) return `${error.at + 1}+${error.width} ${error.message}`
    throw error
  }
  return 'no complaint'
}

const securityFields = fields.names.filter((name) => fieldOf(name).of === 'security')
const field = fc.constantFrom(...securityFields)
const number = fc
  .integer({ min: -9_999_999, max: 9_999_999 })
  .map((hundredths) => (hundredths === 0 ? 0 : hundredths / 100))
const sign = fc.constantFrom('<', '<=', '>', '>=', '=', '!=')
const comparison: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ kind: fc.constant('compare'), left: field, comparison: sign, right: number }),
  fc.record({ kind: fc.constant('compare'), left: number, comparison: sign, right: field }),
)
const membership: fc.Arbitrary<Condition> = fc.oneof(
  fc.constant<Condition>({ kind: 'member', index: 'VN30' }),
  fc.record({
    kind: fc.constant('symbol'),
    names: fc.array(fc.constantFrom('FPT', '41I1GC000', 'FOR', '30S', 'VN30'), {
      minLength: 1,
      maxLength: 3,
    }),
  }),
  fc.record({
    kind: fc.constant('sector'),
    names: fc.array(fc.constantFrom('Banks', 'Oil & Gas', 'Other'), { minLength: 1, maxLength: 2 }),
  }),
)
const conditions = fc.letrec<{ any: Condition }>((tie) => {
  const terms = fc.array(tie('any'), { minLength: 2, maxLength: 3 })
  return {
    any: fc.oneof(
      { maxDepth: 2 },
      comparison,
      membership,
      fc.record({ kind: fc.constantFrom('all', 'any'), terms }),
      fc.record({ kind: fc.constant('not'), term: tie('any') }),
    ),
  }
}).any

describe('parseRule', () => {
  test.prop([conditions, comparison, fc.integer({ min: 0, max: 99_999 }).map((seconds) => seconds * 1_000)])(
    'reads what was printed as the same rule',
    (some, asked, holdMs) => {
      const condition: Condition = { kind: 'all', terms: [asked, some] }
      const text = printRule({ condition, holdMs })
      fc.pre(text.length <= 1_000)
      expect(parseRule(text)).toEqual({ condition, holdMs, of: 'security' })
    },
  )

  test.prop([fc.string({ maxLength: 60 })])(
    'complains within any other text, and of nothing else',
    (text) => {
      try {
        parseRule(text)
      } catch (error) {
        expect(error).toBeInstanceOf(RuleMistake)
        if (error instanceof RuleMistake) expect(error.at).toBeLessThanOrEqual(text.length)
      }
    },
  )

  it('reads words in capitals or not, units, scales, and binds and closer than or', () => {
    expect(parseRule('symbol in vn30 AND spread_ticks > 5 ticks for 30s')).toEqual({
      condition: {
        kind: 'all',
        terms: [
          { kind: 'member', index: 'VN30' },
          { kind: 'compare', left: 'spread_ticks', comparison: '>', right: 5 },
        ],
      },
      holdMs: 30_000,
      of: 'security',
    })
    expect(
      printRule(parseRule("value>1.1bn VND or not sector='real estate' and price>=ceiling for 90s")),
    ).toBe("value > 1100000000 or not sector in ('Real Estate') and price >= ceiling for 90s")
    expect(parseRule('symbol = VNINDEX and index_change_pct < -2%').of).toBe('index')
  })

  it.each([
    [
      'symbol in VN30 and spred_ticks > 5',
      '20+11 "spred_ticks" is no field. Did you mean spread_ticks? Allowed are symbol',
    ],
    ['symbol in VN3O and price > 5', '11+4 "VN3O" is no index whose members are listed. Did you mean VN30?'],
    ['price > 5 and', '14+1 The rule ends where a field or a number is expected.'],
    ['price >> 5', '8+1 ">" stands where a field or a number is expected.'],
    ['price > 5 spread > 3', '11+6 "spread" stands where and, or, for, or the end is expected.'],
    ['price > 5 ticks', '11+5 price is in VND or points, not in ticks; allowed is VND or points.'],
    ['price > volume', '9+6 price is in VND or points, volume in shares.'],
    ['5 > 3', '1+1 Two numbers are compared: one side has to be a field.'],
    ['price > 5m', '9+2 "5m" is a duration; those stand behind for. Millions are 5mn.'],
    ['price > 5 for 30', '15+2 "30" stands where a duration as 30s, 5m or 1h is expected.'],
    ['(price > 5', '11+1 The rule ends where ) behind a condition in brackets is expected.'],
    ['price > 5 & volume > 3', '11+1 "&" is no sign of a rule.'],
    ['sector = Bank and price > 1', '10+4 "Bank" is no sector. Did you mean Banks?'],
    ['symbol in VN30', '1+1 The rule asks for no field'],
    [
      'price > 5 and index_value > 3',
      '15+11 index_value is of an index, price of a security: make two rules of it.',
    ],
    ['symbol in VN30 and index_value > 3', '1+6 An index is in no basket and no sector'],
    ['price > 1.2.3', '9+5 "1.2.3" is no number and no name'],
    [`price > ${'1'.repeat(15)}bn`, `9+17 "${'1'.repeat(15)}bn" is too large a number.`],
    [`price > 1${' '.repeat(1_000)}`, '1001+1 A rule has 1000 signs at most.'],
  ])('points at the mistake in %s', (text, complaint) => {
    expect(complaintOf(text).slice(0, complaint.length)).toBe(complaint)
  })
})
