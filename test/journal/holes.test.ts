import { readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { holesIn } from '../../src/journal/holes.ts'
import { openJournal } from '../../src/journal/journal.ts'
import { segmentsIn } from '../../src/journal/segment.ts'
import { folder, raw } from './folder.ts'
import { packClosed } from './packed.ts'

async function logged(): Promise<string> {
  const dir = folder()
  const journal = openJournal({ dir, durability: 'none', segmentBytes: 300 })
  for (let n = 1; n <= 60; n++) journal.append([raw(`frame ${n}`)])
  await journal.close()
  return dir
}

function the<T>(thing: T | undefined): T {
  if (thing === undefined) throw new Error('The log has fewer files than the test takes for granted.')
  return thing
}

describe.each([
  ['as they were written', () => undefined],
  ['packed', packClosed],
])('holes of a log whose files are %s', (_, form) => {
  it('are where a file is gone, and where one ends early', async () => {
    const dir = await logged()
    form(dir)
    const files = segmentsIn(dir)
    const [before, gone, behind, torn, last] = [1, 2, 3, 4, 5].map((nth) => the(files[nth]))
    rmSync(the(gone).path)
    truncateSync(the(torn).path, readFileSync(the(torn).path).length - 1)
    const [first, second, ...others] = await holesIn(dir)
    const [seq, missing] = [the(gone).firstSeq, the(behind).firstSeq - the(gone).firstSeq]
    expect(first).toMatchObject({ segment: the(before).path, seq, missing })
    expect(the(second).segment).toBe(the(torn).path)
    expect(the(second).seq + (the(second).missing ?? NaN)).toBe(the(last).firstSeq)
    expect(others).toEqual([])
  })

  it('are none where the oldest files are gone, or a frame within a file is damaged', async () => {
    const dir = await logged()
    const [oldest, , third] = segmentsIn(dir).map(({ path }) => path)
    rmSync(the(oldest))
    const bytes = readFileSync(the(third))
    bytes.writeUInt8(bytes.readUInt8(40) ^ 1, 40)
    writeFileSync(the(third), bytes)
    form(dir)
    expect(await holesIn(dir)).toEqual([])
  })
})
