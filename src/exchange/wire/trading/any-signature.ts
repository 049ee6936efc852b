/** Says whether a signature, in lower-case hex, is a key's over the bytes of a body. */
export type Verify = (body: Buffer, signature: string) => boolean

const HEX = /^(?:[0-9a-f]{2})+$/

/** What is asked of a signature while nobody has said whose it should be: that it is one, of a key of 1024 bits or more. */
export const anySignature: Verify = (_body, signature) => HEX.test(signature) && signature.length >= 256
