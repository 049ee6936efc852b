import { describe, expect, it } from 'vitest'
import { parseRun } from '../../src/cli/options.ts'

describe('parseRun', () => {
  it.each(['a', '2026-11-20-seed1-mb7x', 'run_2.b', 'x'.repeat(64)])('takes %s', (name) => {
    expect(parseRun(name)).toBe(name)
  })

  it.each(['', '.', '..', '../x', 'a/b', 'a;b', 'a b', '-x', 'x'.repeat(65)])(
    'refuses "%s", which names no folder beside the others',
    (name) => {
      expect(() => parseRun(name)).toThrow('is no name of a run: up to 64 letters')
    },
  )
})
