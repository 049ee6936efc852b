import { describe, expect, it } from 'vitest'
import { MAX_RECORD, readRecord, recordSize, writeRecord } from '../../src/journal/record.ts'
import { fc, test } from '../property-tests.ts'

const frame = { seq: 1, receivedTime: 0, source: 'ssi', text: 'a' }

const encoded = (value: typeof frame) => {
  const bytes = Buffer.alloc(recordSize(value))
  expect(writeRecord(bytes, 0, value)).toBe(bytes.length)
  return bytes
}

describe('a record', () => {
  it('lies in the file as its layout says', () => {
    const bytes = encoded({ seq: 2 ** 32 + 5, receivedTime: 1.5, source: 'é', text: 'ab' })
    const checksum = '2ba9f0c9'
    const seq = '0500000001000000'
    const receivedTime = '000000000000f83f'
    expect(bytes.toString('hex')).toBe(`15000000${checksum}${seq}${receivedTime}02c3a96162`)
  })

  test.prop([
    fc.record({
      seq: fc.integer({ min: 1, max: 2 ** 32 }),
      receivedTime: fc.double({ noNaN: true }),
      source: fc.string({ unit: 'grapheme', maxLength: 20 }),
      text: fc.string({ unit: 'grapheme' }),
    }),
  ])('is read as it was written', (value) => {
    const bytes = encoded(value)
    expect(readRecord(bytes, 0, 0)).toEqual({ frame: value, end: bytes.length })
  })

  it('is short until its last byte is there', () => {
    const bytes = encoded(frame)
    for (let length = 0; length < bytes.length; length++)
      expect(readRecord(bytes.subarray(0, length), 0, 0)).toBe('short')
  })

  it('is bad after any flip of a bit', () => {
    const bytes = encoded(frame)
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const flipped = Buffer.from(bytes)
      flipped.writeUInt8(flipped.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3)
      expect(['bad', 'short']).toContain(readRecord(flipped, 0, 0))
    }
  })

  it('is bad where its number cannot follow', () => {
    expect(readRecord(encoded(frame), 0, 1)).toBe('bad')
  })

  it('refuses what does not fit', () => {
    expect(() => recordSize({ ...frame, source: 'x'.repeat(256) })).toThrow(RangeError)
    expect(() => recordSize({ ...frame, text: 'x'.repeat(MAX_RECORD) })).toThrow(RangeError)
  })
})
