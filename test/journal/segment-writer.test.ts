import { existsSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { segmentWriter } from '../../src/journal/segment-writer.ts'
import { folder, segmentFiles } from './folder.ts'

const empty = { segment: undefined, size: 0, lastSeq: 0, cutBytes: 0 }

describe('the end of the log', () => {
  it.each(['none', 'batch', 'each'] as const)('is in files of about one size (%s)', async (durability) => {
    const dir = folder()
    const { write, close } = segmentWriter({ dir, durability, segmentBytes: 4 }, empty)
    write(Buffer.from('abc'), 1)
    write(Buffer.from('def'), 2)
    write(Buffer.from('ghi'), 3)
    await close()
    expect(segmentFiles(dir)).toEqual(['0000000000000001.log', '0000000000000003.log'])
    expect(readFileSync(join(dir, '0000000000000001.log'), 'utf8')).toBe('abcdef')
  })

  it.skipIf(!existsSync('/dev/full'))(
    'refuses everything after a write that it could not take back',
    async () => {
      const dir = folder()
      symlinkSync('/dev/full', join(dir, '0000000000000001.log'))
      // A device has no end to cut, so that what reached it cannot be taken back.
      const { write, close } = segmentWriter({ dir, durability: 'none', segmentBytes: 4 }, empty)
      expect(() => write(Buffer.from('a'), 1)).toThrow('ENOSPC')
      expect(() => write(Buffer.from('b'), 1)).toThrow('EINVAL')
      await expect(close()).rejects.toThrow('EINVAL')
    },
  )
})
