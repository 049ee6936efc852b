import { describe, expect, it } from 'vitest'
import { anySignature } from '../../../../src/exchange/wire/trading/any-signature.ts'
import { keyPair } from './trading-client.ts'

describe('anySignature', () => {
  it('takes what could be one', () => {
    const keys = keyPair()
    expect(anySignature(Buffer.from('x'), keys.sign('y'))).toBe(true)
    expect(anySignature(Buffer.from('x'), 'abcd')).toBe(false)
  })
})
