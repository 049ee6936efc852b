import { expect, it } from 'vitest'
import { contractOf } from '../../src/market/contracts.ts'
import { pointValue } from '../../src/market/point-value.ts'

it('is what a contract says of itself, by any of its names', () => {
  for (const symbol of ['41I1GC000', 'VN30F2512', '41I2FB000'])
    expect(pointValue(symbol)).toBe(contractOf(symbol)?.multiplier)
  expect(pointValue('VN30F1M')).toBe(100_000)
})

it('is 1 for what is priced in VND', () => {
  for (const symbol of ['FPT', 'E1VFVN30', 'CFPT2601']) expect(pointValue(symbol)).toBe(1)
})
