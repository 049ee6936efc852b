import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { snapshotBytes } from '../../src/journal/snapshot-bytes.ts'
import { openSnapshots } from '../../src/journal/snapshots.ts'
import { folder } from './folder.ts'

function opened({ dir = join(folder(), 'snapshots'), lastSeq = 1_000_000 } = {}) {
  const warnings: string[] = []
  const files = openSnapshots({ dir, lastSeq, onWarning: (text) => warnings.push(text) })
  return {
    dir,
    warnings,
    newest: () => [...files.newest()],
    write: (seq: number) => files.write(seq, snapshotBytes({ seq })),
    names: () => readdirSync(dir).sort(),
  }
}

const nameOf = (seq: number) => `${String(seq).padStart(16, '0')}.state`

describe('snapshots', () => {
  it('are read newest first, and the newest two are kept', async () => {
    const files = opened()
    expect(files.newest()).toEqual([])
    for (const seq of [5, 10, 9_999, 10_000]) await files.write(seq)
    expect(files.names()).toEqual([nameOf(9_999), nameOf(10_000)])
    expect(files.newest()).toEqual([
      { seq: 10_000, data: { seq: 10_000 } },
      { seq: 9_999, data: { seq: 9_999 } },
    ])
    expect(files.warnings).toEqual([])
  })

  it.each([
    [
      'a bit of which flipped',
      (bytes: Buffer) => Buffer.from(bytes.map((byte, i) => (i === 20 ? byte ^ 4 : byte))),
    ],
    ['the end of which is gone', (bytes: Buffer) => bytes.subarray(0, -5)],
    ['which is empty', () => Buffer.alloc(0)],
    ['which is something else', () => Buffer.from('{"day": 20250, "seq": 17}')],
  ])('warns of one %s, and gives the one before', async (_, spoilt) => {
    const files = opened()
    await files.write(5)
    await files.write(9)
    const path = join(files.dir, nameOf(9))
    writeFileSync(path, spoilt(readFileSync(path)))
    expect(files.newest()).toEqual([{ seq: 5, data: { seq: 5 } }])
    expect(files.warnings).toEqual([expect.stringMatching(/^the snapshot of frame 9 is left out: it is/)])
  })

  it('deletes those of frames that the log has lost: others will bear their numbers', async () => {
    const before = opened()
    await before.write(5)
    await before.write(9)
    const { dir } = before
    const after = opened({ dir, lastSeq: 8 })
    expect(after.names()).toEqual([nameOf(5)])
    expect(after.warnings).toEqual(['the snapshot of frame 9 is deleted: the log ends at 8'])
    expect(opened({ dir, lastSeq: 20 }).newest()).toEqual([{ seq: 5, data: { seq: 5 } }])
  })

  it('leaves nothing behind of one that a crash left half written', async () => {
    const { dir, write } = opened()
    await write(5)
    writeFileSync(join(dir, `${nameOf(9)}.new`), 'VNS1')
    const files = opened({ dir })
    expect(files.names()).toEqual([nameOf(5)])
    expect(files.warnings).toEqual([])
  })

  it('goes on with a warning where one cannot be written', async () => {
    const files = opened()
    rmSync(files.dir, { recursive: true })
    await files.write(5)
    expect(files.warnings).toEqual([
      expect.stringMatching(/^the snapshot of frame 5 could not be written: ENOENT/),
    ])
  })

  it('leaves nothing of one that could not be finished: on a full disk they would take what room there is', async () => {
    const files = opened()
    mkdirSync(join(files.dir, nameOf(5)))
    await files.write(5)
    expect(files.warnings).toEqual([expect.stringMatching(/could not be written/)])
    expect(files.names()).toEqual([nameOf(5)])
  })
})
