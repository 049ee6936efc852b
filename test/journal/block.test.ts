import { describe, expect, it } from 'vitest'
import { BLOCK_HEAD, blockHead, packBlock, unpackBlock } from '../../src/journal/block.ts'
import { fc, test } from '../property-tests.ts'

const place = { offset: 2 ** 33, firstSeq: 2 ** 40, nextSeq: 2 ** 40 + 7 }

function unpacked(block: Buffer) {
  const head = blockHead(block)
  return head && unpackBlock(head, block.subarray(BLOCK_HEAD))
}

describe('a block', () => {
  test.prop([fc.uint8Array({ maxLength: 3_000 })])(
    'gives what it was made of, and where it belongs',
    (bytes) => {
      const block = packBlock(bytes, place)
      expect(blockHead(block)).toMatchObject({
        ...place,
        size: bytes.length,
        length: block.length - BLOCK_HEAD,
      })
      expect(unpacked(block)).toEqual(Buffer.from(bytes))
    },
  )

  it('is as good as before after a flip of one bit in any byte', () => {
    const records = Buffer.from('the same again, '.repeat(30))
    const block = packBlock(records, place)
    for (let bit = 0; bit < block.length * 8; bit += 9) {
      const flipped = Buffer.from(block)
      flipped.writeUInt8(flipped.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3)
      expect(unpacked(flipped)).toEqual(records)
    }
  })

  test.prop([fc.nat(), fc.nat(), fc.integer({ min: 1, max: 255 }), fc.integer({ min: 1, max: 255 })])(
    'is whole or not there when two bytes are damaged',
    (first, second, one, other) => {
      const records = Buffer.from('so or not at all, '.repeat(30))
      const block = packBlock(records, place)
      for (const [at, xor] of [
        [first % block.length, one],
        [second % block.length, other],
      ] as const)
        block.writeUInt8(block.readUInt8(at) ^ xor, at)
      expect([undefined, records]).toContainEqual(unpacked(block))
    },
  )
})
