import { existsSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openJournal } from '../../src/journal/journal.ts'
import { folder, raw, readAll, segmentFiles, texts } from './folder.ts'

describe('a journal', () => {
  it('numbers frames from 1 without a hole, and goes on where it stopped', async () => {
    const dir = join(folder(), 'made', 'on', 'the', 'way')
    const first = openJournal({ dir })
    expect(first.lastSeq()).toBe(0)
    expect(first.append([raw('a', 5, 'link'), raw('b')])).toEqual({
      frames: [
        { seq: 1, receivedTime: 5, source: 'link', text: 'a' },
        { seq: 2, receivedTime: 1_700_000_000_000, source: 'ssi', text: 'b' },
      ],
      durability: 'batch',
      standIn: 'file',
      onDisk: undefined,
    })
    expect(first.append([]).frames).toEqual([])
    await first.close()

    const second = openJournal({ dir })
    expect(second.lastSeq()).toBe(2)
    expect(second.append([raw('c')]).frames).toMatchObject([{ seq: 3 }])
    await second.close()
    expect(texts(await readAll(dir))).toEqual(['a', 'b', 'c'])
  })

  it.each(['none', 'batch', 'each'] as const)(
    'has a frame in the file before append returns (%s)',
    async (durability) => {
      const dir = folder()
      const journal = openJournal({ dir, durability })
      journal.append([raw('seen')])
      expect(readFileSync(join(dir, '0000000000000001.log'), 'utf8')).toContain('seen')
      await journal.close()
    },
  )

  it('begins a new file, named by its first frame, when one is full', async () => {
    const dir = folder()
    const journal = openJournal({ dir, segmentBytes: 60 })
    for (const text of ['a', 'b', 'c', 'd', 'e']) journal.append([raw(text)])
    await journal.close()
    expect(segmentFiles(dir)).toEqual(['0000000000000001.log', '0000000000000004.log'])
    expect(texts(await readAll(dir))).toEqual(['a', 'b', 'c', 'd', 'e'])
  })

  it('gives text that is no Unicode as the log holds it', async () => {
    const dir = folder()
    const journal = openJournal({ dir })
    const { frames } = journal.append([raw('lone \ud800 surrogate'), raw('Cổ phiếu 🐂')])
    await journal.close()
    expect(texts(frames)).toEqual(['lone \ufffd surrogate', 'Cổ phiếu 🐂'])
    expect(await readAll(dir)).toEqual(frames)
  })

  it('cuts a torn tail and says how much', async () => {
    const dir = folder()
    const before = openJournal({ dir })
    before.append([raw('whole'), raw('torn')])
    await before.close()
    const file = join(dir, '0000000000000001.log')
    truncateSync(file, statSync(file).size - 1)

    const after = openJournal({ dir })
    expect(after.lastSeq()).toBe(1)
    expect(after.cutBytes).toBe(25 + 3 + 4 - 1)
    after.append([raw('instead')])
    await after.close()
    expect(texts(await readAll(dir))).toEqual(['whole', 'instead'])
  })

  it('keeps what stands behind a damaged record', async () => {
    const dir = folder()
    const before = openJournal({ dir })
    before.append([raw('one'), raw('two'), raw('three')])
    await before.close()
    const file = join(dir, '0000000000000001.log')
    writeFileSync(file, readFileSync(file, 'latin1').replace('two', 'twO'), 'latin1')

    const after = openJournal({ dir })
    expect([after.lastSeq(), after.cutBytes]).toEqual([3, 0])
    await after.close()
  })

  it('goes on after a crash that left a file without a record', async () => {
    const dir = folder()
    writeFileSync(join(dir, '0000000000000008.log'), '')
    const journal = openJournal({ dir })
    expect(journal.append([raw('a')]).frames).toMatchObject([{ seq: 8 }])
    await journal.close()
  })

  it('writes none of a batch that does not fit, and goes on', async () => {
    const dir = folder()
    const journal = openJournal({ dir })
    expect(() => journal.append([raw('fits'), raw('x'.repeat(2 ** 24))])).toThrow(RangeError)
    expect(journal.append([raw('next')]).frames).toMatchObject([{ seq: 1 }])
    await journal.close()
    expect(texts(await readAll(dir))).toEqual(['next'])
  })

  it('takes no frame after it was closed', async () => {
    const journal = openJournal({ dir: folder() })
    await journal.close()
    await journal.close()
    expect(() => journal.append([raw('late')])).toThrow('is closed')
  })

  it('says in one line that the folder cannot be written', () => {
    const file = join(folder(), 'file')
    writeFileSync(file, '')
    expect(() => openJournal({ dir: join(file, 'journal') })).toThrow(
      /^Cannot write the journal in .*file\/journal \(ENOTDIR.*\)\. Make the folder writable.*$/,
    )
  })

  it('leaves no lock behind', async () => {
    const dir = folder()
    const journal = openJournal({ dir })
    expect(existsSync(join(dir, 'lock'))).toBe(true)
    await journal.close()
    expect(existsSync(join(dir, 'lock'))).toBe(false)
  })
})
