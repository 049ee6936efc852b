import forge from 'node-forge'
import type { Verify } from './any-signature.ts'

const XML = /<Modulus>\s*([^<\s]+)\s*<\/Modulus>[^]*<Exponent>\s*([^<\s]+)\s*<\/Exponent>/

type PublicKey = forge.pki.rsa.PublicKey

const integer = (base64: string): forge.jsbn.BigInteger =>
  new forge.jsbn.BigInteger(Buffer.from(base64, 'base64').toString('hex'), 16)

/** A key as SSI hands it out, base64 of XML; as the XML itself; or in PEM. A private key names its public one, too. */
function readKey(text: string): PublicKey {
  if (text.includes('BEGIN PUBLIC KEY')) return forge.pki.publicKeyFromPem(text)
  const xml = text.includes('<RSAKeyValue>') ? text : Buffer.from(text, 'base64').toString()
  const [, modulus, exponent] = XML.exec(xml) ?? []
  if (modulus === undefined || exponent === undefined)
    throw new RangeError(
      'A public key is base64 of <RSAKeyValue> in XML, that XML, or PEM (BEGIN PUBLIC KEY).',
    )
  return forge.pki.setRsaPublicKey(integer(modulus), integer(exponent))
}

const HEX = /^(?:[0-9a-f]{2})+$/

/**
 * Verifies signatures with a public key: RSASSA-PKCS1-v1_5 with SHA-256. Throws a `RangeError` on a text that holds none.
 *
 * node-forge is a second implementation beside the one that clients here sign with (node:crypto), so that the two prove each other. It is slow
 * where it signs, 35 ms; it only verifies here, with a short exponent. To load it takes as long, so who needs no key does not import this.
 *
 * @param publicKey - as a file has it
 */
export function verifierOf(publicKey: string): Verify {
  const key = readKey(publicKey.trim())
  return (body, signature) => {
    if (!HEX.test(signature)) return false
    const digest = forge.md.sha256.create().update(body.toString('binary')).digest().bytes()
    try {
      return key.verify(digest, forge.util.hexToBytes(signature))
    } catch {
      return false
    }
  }
}
