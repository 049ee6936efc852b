import { describe, expect, it } from 'vitest'
import { parseDate, parsePlaySpeed, parseRun } from '../../src/cli/options.ts'

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

describe('parsePlaySpeed', () => {
  it.each([
    ['max', 'max'],
    ['7', 7],
    ['0.5x', 0.5],
  ])('takes %s', (text, speed) => {
    expect(parsePlaySpeed(text)).toBe(speed)
  })

  it.each(['x', '', '0', '-1', '10001', '7xx', 'fast'])('refuses "%s" as it was written', (text) => {
    expect(() => parsePlaySpeed(text)).toThrow(`"${text}" is not a speed: a number above 0, at most 10000.`)
  })
})

describe('parseDate', () => {
  it.each(['2026-11-20', '2024-02-29', '2025-12-31', '0001-01-01', '9999-12-31'])('takes %s', (text) => {
    expect(parseDate(text)).toBe(text)
  })

  it.each(['2026-02-30', '2025-02-29', '2026-13-01', '2026-1-1', '20261120', ''])(
    'refuses "%s", of which another day might be made',
    (text) => {
      expect(() => parseDate(text)).toThrow('is no date')
    },
  )
})
