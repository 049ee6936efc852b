import { generateKeyPairSync, sign } from 'node:crypto'

const PARTS = [
  ['Modulus', 'n'],
  ['Exponent', 'e'],
  ['P', 'p'],
  ['Q', 'q'],
  ['DP', 'dp'],
  ['DQ', 'dq'],
  ['InverseQ', 'qi'],
  ['D', 'd'],
] as const

/** A key pair, its public half as SSI hands keys out, and what signs with it. */
export function signer() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const jwk = privateKey.export({ format: 'jwk' }) as Record<string, string>
  const value = (name: string) => Buffer.from(jwk[name] ?? '', 'base64url').toString('base64')
  const xml = (parts: readonly (readonly [string, string])[]) =>
    `<RSAKeyValue>${parts.map(([tag, name]) => `<${tag}>${value(name)}</${tag}>`).join('')}</RSAKeyValue>`
  return {
    privateKey,
    publicKey: Buffer.from(xml(PARTS.slice(0, 2))).toString('base64'),
    sign: (body: string) => sign('RSA-SHA256', Buffer.from(body), privateKey).toString('hex'),
  }
}
