import { Command } from 'commander'
import { describe, expect, it } from 'vitest'
import { type CredentialFlags, hasCredentials, withCredentialFlags } from '../../src/cli/credential-flags.ts'

/** What a command line makes of its words. */
const parsed = (...words: readonly string[]): CredentialFlags =>
  withCredentialFlags(new Command('exchange').option('--port <n>')).parse(words, { from: 'user' }).opts()

describe('hasCredentials', () => {
  it('is false of a command line that says nothing of them', () => {
    expect(hasCredentials(parsed())).toBe(false)
    expect(hasCredentials(parsed('--port', '0'))).toBe(false)
  })

  it.each(withCredentialFlags(new Command('exchange')).options.map(({ long }) => long ?? ''))(
    'is true of one with %s',
    (flag) => {
      expect(hasCredentials(parsed('--port', '0', flag, 'x'))).toBe(true)
    },
  )
})
