import { describe, expect, it } from 'vitest'
import { verifierOf } from '../../../../src/exchange/wire/trading/signatures.ts'
import { keyPair } from './trading-client.ts'

describe('verifierOf', () => {
  const keys = keyPair()
  const xml = Buffer.from(keys.publicKey, 'base64').toString()
  const body = '{"instrumentID":"SSI","note":"đặt lệnh"}'

  it.each([
    ['base64 of XML', keys.publicKey],
    ['a private key’s XML', keys.privateKey],
    ['XML with spaces and lines', xml.replaceAll('><', '>\n  <')],
    ['PEM', keys.pem],
  ])('reads %s', (_, key) => {
    const verify = verifierOf(`${key}\n`)
    expect(verify(Buffer.from(body), keys.sign(body))).toBe(true)
    expect(verify(Buffer.from(`${body} `), keys.sign(body))).toBe(false)
  })

  it('says of no text that it is a signature that is none', () => {
    const verify = verifierOf(keys.publicKey)
    for (const text of ['', 'zz', '00', 'f'.repeat(256), keys.sign(body).slice(2)]) {
      expect(verify(Buffer.from(body), text)).toBe(false)
    }
  })

  it.each(['', 'nothing', Buffer.from('<RSAKeyValue/>').toString('base64')])('throws on %j', (text) => {
    expect(() => verifierOf(text)).toThrow(RangeError)
  })
})
