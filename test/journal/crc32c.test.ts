import { describe, expect, it } from 'vitest'
import { crc32c } from '../../src/journal/crc32c.ts'
import { fc, test } from '../property-tests.ts'

/** The definition, a bit at a time. */
function bitwise(bytes: Uint8Array): number {
  let sum = 0xffffffff
  for (const byte of bytes) {
    sum ^= byte
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0x82f63b78 : sum >>> 1
  }
  return ~sum >>> 0
}

describe('crc32c', () => {
  it.each([
    ['123456789', Buffer.from('123456789'), 0xe3069283],
    ['nothing', Buffer.alloc(0), 0],
    // RFC 3720, appendix B.4.
    ['32 bytes of 0', Buffer.alloc(32), 0x8a9136aa],
    ['32 bytes of 0xff', Buffer.alloc(32, 0xff), 0x62a8ab43],
    ['32 bytes that grow', Buffer.from(Array.from({ length: 32 }, (_, i) => i)), 0x46dd794e],
    ['32 bytes that fall', Buffer.from(Array.from({ length: 32 }, (_, i) => 31 - i)), 0x113fdb5c],
  ])('of %s', (_, bytes, expected) => {
    expect(crc32c(bytes)).toBe(expected)
  })

  test.prop([fc.uint8Array({ maxLength: 100 })])('is what its definition says', (bytes) => {
    expect(crc32c(bytes)).toBe(bitwise(bytes))
  })

  test.prop([fc.uint8Array(), fc.uint8Array()])('can be summed in parts', (head, tail) => {
    expect(crc32c(tail, crc32c(head))).toBe(crc32c(Buffer.concat([head, tail])))
  })

  test.prop([fc.uint8Array({ maxLength: 100 }), fc.nat(100), fc.nat(100), fc.nat(9)])(
    'of a part is that of its bytes, wherever they lie in memory',
    (bytes, one, other, offset) => {
      const [from, to] = [one, other].map((at) => Math.min(at, bytes.length)).sort((a, b) => a - b)
      const lying = Buffer.concat([Buffer.alloc(offset), bytes]).subarray(offset)
      expect(crc32c(lying, 0, from, to)).toBe(bitwise(bytes.slice(from, to)))
    },
  )
})
