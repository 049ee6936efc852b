import { expect, it } from 'vitest'
import { programFingerprint } from '../../src/cli/program-fingerprint.ts'

it('is the same for the same program, and another one for other options', () => {
  expect(programFingerprint({ futures: [] })).toMatch(/^[0-9a-f]{64}$/)
  expect(programFingerprint({ futures: [] })).toBe(programFingerprint({ futures: [] }))
  expect(programFingerprint({ futures: ['41I1GC000'] })).not.toBe(programFingerprint({ futures: [] }))
})
