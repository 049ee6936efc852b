import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { exchangeCredentials } from '../../src/cli/exchange-credentials.ts'
import { keyPair } from '../exchange/wire/trading/trading-client.ts'

const folder = mkdtempSync(join(tmpdir(), 'vnflow-credentials-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** A file in a folder of the test's own. */
function file(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

describe('exchangeCredentials', () => {
  it('lets anybody in where nothing is said', () => {
    expect(exchangeCredentials({})).toMatchObject({
      consumer: undefined,
      trading: { pin: undefined, verify: undefined },
      accounts: undefined,
    })
  })

  it('reads YAML and keeps the zeros of a PIN; a key beside the file; a flag goes before it', () => {
    const { publicKey } = keyPair()
    file('key.txt', publicKey)
    const credentials = file(
      'all.yaml',
      [
        'consumer-id: me',
        'consumer-secret: mine',
        'pin: 001234',
        'public-key: key.txt',
        'api-key: k',
        'api-secret: s',
        'client-id: 123456',
        'account:',
        '  - 1234561',
        '  - account: 1234568',
        '    cash: 500000000',
        '    holdings: {FPT: 300}',
        '    foreign: true',
      ].join('\n'),
    )
    const verify: unknown = expect.any(Function)
    expect(exchangeCredentials({ credentials, otp: '654321', clientId: '7' })).toEqual({
      consumer: { consumerId: 'me', consumerSecret: 'mine' },
      trading: { pin: '001234', otp: '654321', verify, accounts: ['1234561', '1234568'] },
      api: {
        apiKey: 'k',
        apiSecret: 's',
        otp: '654321',
        clientId: '7',
        verify,
        accounts: ['1234561', '1234568'],
      },
      accounts: [
        { account: '1234561' },
        { account: '1234568', cash: 500_000_000, holdings: { FPT: 300 }, foreign: true },
      ],
    })
    expect(exchangeCredentials({ credentials, account: ['9'] }).accounts).toEqual([{ account: '9' }])
  })

  it('reads JSON', () => {
    const credentials = file('all.json', '{"pin":"7","account":{"account":"11","cash":5}}')
    expect(exchangeCredentials({ credentials })).toMatchObject({
      trading: { pin: '7' },
      accounts: [{ account: '11', cash: 5 }],
    })
  })

  it.each([
    ['half of a pair', { consumerId: 'x' }, /--consumer-secret is missing beside --consumer-id/],
    ['the other half', { apiSecret: 'x' }, /--api-key is missing beside --api-secret/],
    [
      'a file that is not there',
      { credentials: '/nowhere.yaml' },
      /^\/nowhere\.yaml cannot be read \(ENOENT\)\.$/,
    ],
    ['a key file that is not there', { publicKey: '/nowhere' }, /cannot be read/],
  ])('refuses %s in one line', (_, flags, message) => {
    expect(() => exchangeCredentials(flags)).toThrow(message)
  })

  it.each([
    ['names it does not know', 'pim: s3cret', /bad\.yaml: .*pim/],
    ['no YAML', 'pin: "s3cret', /bad\.yaml: it is neither YAML nor JSON/],
    ['no number for money', 'account: {account: 1, cash: s3cret}', /bad\.yaml: account/],
  ])('refuses a file with %s, without a value of it', (_, text, message) => {
    const credentials = file('bad.yaml', text)
    const read = () => exchangeCredentials({ credentials })
    expect(read).toThrow(message)
    expect(read).not.toThrow(/s3cret|\n/)
  })

  it('refuses a key that is none', () => {
    expect(() => exchangeCredentials({ publicKey: file('none.txt', 'x') })).toThrow(
      /none\.txt: A public key is/,
    )
  })
})
