import { describe, expect, it } from 'vitest'
import { keptBytes } from '../../src/journal/kept-bytes.ts'
import { fc, test } from '../property-tests.ts'

describe('kept bytes', () => {
  test.prop([fc.array(fc.uint8Array({ maxLength: 3_000 }), { maxLength: 20 })])(
    'are what was appended, however much was there before',
    (parts) => {
      const bytes = keptBytes()
      bytes.append(Buffer.alloc(5_000, 7))
      bytes.clear()
      for (const part of parts) bytes.append(part)
      expect(bytes.view()).toEqual(Buffer.concat(parts))
    },
  )

  it('take no other memory for as much again', () => {
    const bytes = keptBytes()
    const fill = () => {
      bytes.clear()
      for (let i = 0; i < 1_000; i++) bytes.appendUint32(i)
      return bytes.view()
    }
    const first = fill()
    expect(fill().buffer).toBe(first.buffer)
    expect(first.readUInt32LE(4 * 999)).toBe(999)
  })

  it('grow beyond what they had room for', () => {
    const bytes = keptBytes()
    for (let i = 0; i < 3; i++) bytes.append(Buffer.alloc(1 << 20, i))
    expect([0, 1, 2].map((i) => bytes.view()[(i << 20) + 5])).toEqual([0, 1, 2])
  })
})
