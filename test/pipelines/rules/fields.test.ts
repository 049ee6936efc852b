import { describe, expect, it } from 'vitest'
import { fieldValue, type ToldName, type ToldValue } from '../../../pipelines/rules/fields.ts'

const told = (value: number): ToldValue => ({ value, seq: 1, exchangeTime: 0 })

describe('the fields of rules', () => {
  it.each([
    [18_600, 20_000, -7],
    [9_000, 10_000, -10],
    [11_500, 10_000, 15],
    [1_285.4, 1_285.4, 0],
  ])('tell the change to %d from %d in percent to the limit itself', (now, reference, change) => {
    const values = new Map<ToldName, ToldValue>([
      ['price', told(now)],
      ['reference', told(reference)],
    ])
    expect(fieldValue('change_pct', values)).toBe(change)
  })
})
