import { describe, expect, it } from 'vitest'
import { RulesFault } from '../../src/cli/rules-fault.ts'
import { rulesFile, rulesIn } from '../../src/cli/rules-file.ts'

const faultOf = (text: string) => {
  try {
    rulesIn(text, 'alerts.yaml')
  } catch (error) {
    if (error instanceof RulesFault) return { message: error.message, excerpt: error.excerpt }
    throw error
  }
  return undefined
}

describe('rulesFile', () => {
  it('reads rules, with a usual severity and message', () => {
    const rules = rulesIn(
      'rules:\n  - name: wide-spread\n    when: symbol in VN30 and spread_ticks > 5 for 30s\n' +
        '  - { name: big, when: value > 50bn, severity: info, message: "{symbol}: {value}" }\n',
      'alerts.yaml',
    )
    expect(rules).toMatchObject([
      { name: 'wide-spread', severity: 'warning', holdMs: 30_000, fields: ['spread_ticks'] },
      { name: 'big', severity: 'info', message: [{ name: 'symbol' }, ': ', { name: 'value' }] },
    ])
  })

  it('is none without a path, and says which file it cannot read', () => {
    expect(rulesFile('')).toEqual([])
    expect(() => rulesFile('/nowhere/alerts.yaml')).toThrow('/nowhere/alerts.yaml cannot be read')
  })

  it('points at a mistake with the line, the column and carets', () => {
    const text = 'rules:\n  - name: a\n    when: price > 5 and spred_ticks > 5 for 30s\n'
    const fault = faultOf(text)
    expect(fault?.message).toContain(
      'alerts.yaml:3:25: "spred_ticks" is no field. Did you mean spread_ticks?',
    )
    expect(fault?.excerpt).toBe(
      '    when: price > 5 and spred_ticks > 5 for 30s\n                        ^^^^^^^^^^^',
    )
  })

  it.each([
    ['rules:\n - name: a\n   when: "price > 5 und volume > 3"', '2:20'],
    ['rules:\n - name: a\n   when: >\n     price > 5\n     and volum > 3', '5:10'],
    ['rules:\n - name: a\n   when: price > 5\n   message: "{symbol} {prize}"', '4:23'],
    ['rules:\n - name: a\n   when: price > 5\n   sverity: info', '4:4'],
    ['rules:\n - name: a\n   when: price > 5\n   severity: loud', '4:14'],
    ['rules:\n - name: A b\n   when: price > 5', '2:10'],
    ['rules:\n - when: price > 5', '2:4'],
    ['rules:\n - { name: a, when: price > 5 }\n - { name: a, when: price > 6 }', '3:12'],
    ['alerts: []', '1:1'],
    ['rules: [', '1:9'],
  ])('points into %j', (text, place) => {
    expect(faultOf(text)?.message.split(': ')[0]).toBe(`alerts.yaml:${place.replace('2:20', '3:21')}`)
  })
})
