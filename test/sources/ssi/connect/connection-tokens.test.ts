import { describe, expect, it } from 'vitest'
import { connectionTokens } from '../../../../src/sources/ssi/connect/connection-tokens.ts'
import { jwt } from '../fake-ssi.ts'

/** The tokens of a source: a new one after each that is refused. */
function source(...tokens: string[]) {
  const refused: string[] = []
  return {
    refused,
    get: () => Promise.resolve(tokens[0] ?? ''),
    refuse(token: string) {
      refused.push(token)
      if (token === tokens[0]) tokens.shift()
    },
    hide: (text: string) => text.replaceAll('hush', '***'),
  }
}

describe('connectionTokens', () => {
  it('renews the token that its connection took, and no newer one', async () => {
    const tokens = source('one', 'two', 'three')
    const [a, b] = [connectionTokens(tokens), connectionTokens(tokens)]
    a.renew()
    expect([await a.get(), await b.get()]).toEqual(['one', 'one'])
    a.renew()
    expect(await a.get()).toBe('two')
    b.renew()
    expect(await b.get()).toBe('two')
    b.refuse('two')
    expect(await b.get()).toBe('three')
  })

  it('knows when that token ends, where it says so', async () => {
    const tokens = connectionTokens(source(jwt(5000), 'plain'))
    expect(tokens.endsAt()).toBeUndefined()
    await tokens.get()
    expect(tokens.endsAt()).toBe(5000)
    tokens.renew()
    await tokens.get()
    expect(tokens.endsAt()).toBeUndefined()
    expect(tokens.hide('hush')).toBe('***')
  })
})
