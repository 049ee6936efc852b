import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { realDisk } from '../../src/journal/disk.ts'
import type { Segment } from '../../src/journal/segment.ts'
import { segmentWriter } from '../../src/journal/segment-writer.ts'
import { failingDisk } from './failing-disk.ts'
import { folder, segmentFiles } from './folder.ts'

const empty = { segment: undefined, size: 0, lastSeq: 0, cutBytes: 0 }

describe('the end of the log', () => {
  it('is in files of about one size, each told of when it is safe and full', async () => {
    const dir = folder()
    const closed: Segment[] = []
    const writer = segmentWriter(
      { dir, disk: realDisk, segmentBytes: 4, onClosed: (segment) => closed.push(segment) },
      empty,
    )
    writer.write(Buffer.from('abc'), 1)
    writer.write(Buffer.from('def'), 2)
    writer.write(Buffer.from('ghi'), 3)
    expect([writer.hasLeftBehind(), closed]).toEqual([true, []])
    await writer.sync()
    expect([writer.hasLeftBehind(), closed.map(({ firstSeq }) => firstSeq)]).toEqual([false, [1]])
    writer.close()
    expect(segmentFiles(dir)).toEqual(['0000000000000001.log', '0000000000000003.log'])
    expect(readFileSync(join(dir, '0000000000000001.log'), 'utf8')).toBe('abcdef')
  })

  it('cuts off half of a write before it writes again', () => {
    const dir = folder()
    const disk = failingDisk()
    const { write, close } = segmentWriter({ dir, disk, segmentBytes: 100 }, empty)
    write(Buffer.from('abc'), 1)
    disk.fail({ write: 'ENOSPC', halfWritten: true })
    expect(() => write(Buffer.from('defg'), 2)).toThrow('ENOSPC')
    expect(readFileSync(join(dir, '0000000000000001.log'), 'utf8')).toBe('abcde')
    disk.fail({ cut: 'EIO' })
    expect(() => write(Buffer.from('defg'), 2)).toThrow('EIO')
    disk.fail({})
    write(Buffer.from('defg'), 2)
    close()
    expect(readFileSync(join(dir, '0000000000000001.log'), 'utf8')).toBe('abcdefg')
  })

  it('goes back to the last sync after one that failed, through files begun since', async () => {
    const dir = folder()
    const disk = failingDisk()
    const { write, sync, rewind, close } = segmentWriter({ dir, disk, segmentBytes: 4 }, empty)
    write(Buffer.from('ab'), 1)
    await sync()
    write(Buffer.from('cde'), 2)
    write(Buffer.from('fghi'), 3)
    write(Buffer.from('j'), 4)
    disk.fail({ sync: 'EIO' })
    await expect(sync()).rejects.toThrow('EIO')
    rewind()
    disk.fail({})
    write(Buffer.from('cd'), 2)
    expect(segmentFiles(dir)).toEqual(['0000000000000001.log'])
    write(Buffer.from('ef'), 3)
    close()
    expect(segmentFiles(dir)).toEqual(['0000000000000001.log', '0000000000000003.log'])
    expect(readFileSync(join(dir, '0000000000000001.log'), 'utf8')).toBe('abcd')
  })
})
