import { expect, it } from 'vitest'
import { fuzz } from './fuzzed.ts'

it('decodes 8,000 fuzzed frames as JSON.parse reads them', () => {
  const { differences, scanned, rejected } = fuzz(1, 8_000)
  expect(differences).toEqual([])
  // Neither way is left out.
  expect(scanned).toBeGreaterThan(1_500)
  expect(scanned).toBeLessThan(6_500)
  expect(rejected).toBeGreaterThan(1_500)
})
