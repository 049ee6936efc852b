import { describe, expect, it } from 'vitest'
import { isTerminal, reasonOf, SessionError } from '../../../src/sources/session/session-error.ts'

describe('reasonOf', () => {
  it.each([
    ['its own text', new SessionError('The key is not known.'), 'The key is not known.'],
    [
      'the code of a system error',
      Object.assign(new Error('connect wss://host/?token=hush'), { code: 'ECONNRESET' }),
      'The connection failed (ECONNRESET).',
    ],
    ['the name of another', new TypeError('Bearer hush is no header'), 'The connection failed (TypeError).'],
    ['nothing of what is no error', 'hush', 'The connection failed.'],
  ])('gives %s', (_, error, expected) => {
    expect(reasonOf(error)).toBe(expected)
  })
})

describe('isTerminal', () => {
  it('is true of a SessionError that says so, alone', () => {
    expect(isTerminal(new SessionError('no', { terminal: true }))).toBe(true)
    expect(isTerminal(new SessionError('no', { retryAfter: 5 }))).toBe(false)
    expect(isTerminal(Object.assign(new Error('no'), { terminal: true }))).toBe(false)
  })
})
