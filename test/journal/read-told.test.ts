import { readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openJournal } from '../../src/journal/journal.ts'
import { readTold } from '../../src/journal/read-told.ts'
import { segmentsIn } from '../../src/journal/segment.ts'
import { fc, test } from '../property-tests.ts'
import { folder, raw, segmentFiles } from './folder.ts'
import { packClosed } from './packed.ts'

/** A log of so many frames, in files of some frames each. */
async function logged(count: number, segmentBytes = 300): Promise<string> {
  const dir = folder()
  const journal = openJournal({ dir, durability: 'none', segmentBytes })
  for (let n = 1; n <= count; n++) journal.append([raw(`frame ${n}`)])
  await journal.close()
  return dir
}

async function told(dir: string, fromSeq = 1) {
  const [lines, seqs]: [string[], number[]] = [[], []]
  for await (const frames of readTold(dir, { fromSeq, onDamage: (line) => lines.push(line) }))
    seqs.push(...frames.map(({ seq }) => seq))
  return { lines, seqs }
}

const firstOf = (dir: string, nth: number) => segmentsIn(dir)[nth]?.firstSeq ?? NaN

describe('a log that is read and told of', () => {
  it.each([
    ['as they were written', () => undefined],
    ['packed', packClosed],
  ])('says which frames a deleted file held, with its files %s', async (_, form) => {
    const dir = await logged(60)
    form(dir)
    const [before, gone] = segmentsIn(dir).slice(1)
    rmSync(gone?.path ?? '')
    const [from, to] = [gone?.firstSeq ?? NaN, firstOf(dir, 2) - 1]
    expect((await told(dir)).lines).toEqual([
      `journal: ${before?.path}: ${to - from + 1} frames lost (${from} to ${to}): it is cut, or the file behind it is gone`,
    ])
    expect(await told(dir, to + 1)).toMatchObject({ lines: [], seqs: { 0: to + 1 } })
  })

  it('misses nothing before the oldest file, nor where reading begins in the middle', async () => {
    const dir = await logged(60)
    const [oldest = '', second = ''] = segmentFiles(dir)
    for (const name of [oldest, second]) rmSync(join(dir, name))
    const first = firstOf(dir, 0)
    expect(first).toBeGreaterThan(1)
    for (const fromSeq of [1, first, first + 7]) expect((await told(dir, fromSeq)).lines).toEqual([])
  })

  it('says of a turned bit which frame it cost, and of a torn end where the log ends', async () => {
    const dir = await logged(3, 2 ** 20)
    const file = join(dir, '0000000000000001.log')
    const text = readFileSync(file, 'latin1').replace('frame 2', 'frame 3')
    writeFileSync(file, text, 'latin1')
    truncateSync(file, text.length - 1)
    expect(await told(dir)).toEqual({
      seqs: [1],
      lines: [`journal: ${file}: no whole frame in the last 69 bytes; the log ends with frame 1`],
    })
    writeFileSync(file, text, 'latin1')
    expect(await told(dir)).toEqual({
      seqs: [1, 3],
      lines: [`journal: ${file}: 1 frame lost (2): damage at byte 35`],
    })
    writeFileSync(file, text.slice(0, 35) + text.slice(70), 'latin1')
    expect(await told(dir)).toEqual({
      seqs: [1, 3],
      lines: [`journal: ${file}: 1 frame lost (2): it is cut, or the file behind it is gone`],
    })
  })

  it('tells of ten places, then how many more there are, also to one who leaves early', async () => {
    const dir = await logged(2_000, 2 ** 20)
    const file = join(dir, '0000000000000001.log')
    writeFileSync(file, readFileSync(file, 'latin1').replaceAll(/frame (\d*5)(?!\d)/g, 'Frame $1'), 'latin1')
    const { lines, seqs } = await told(dir)
    expect(seqs).toHaveLength(1_800)
    expect(lines).toHaveLength(11)
    expect(lines.at(-1)).toBe('journal: 190 more damaged places; 200 frames lost in all')
    const heard: string[] = []
    for await (const frames of readTold(dir, { fromSeq: 1, onDamage: (line) => heard.push(line) }))
      if (frames.length > 500) break
    expect(heard.at(-1)).toBe(lines.at(-1))
  })

  test.prop([fc.uniqueArray(fc.nat({ max: 11 }), { maxLength: 9 }), fc.boolean()], { numRuns: 40 })(
    'counts each frame as read, as lost, or as older or newer than the log, whichever files are gone',
    async (gone, isPacked) => {
      const dir = await logged(96)
      if (isPacked) packClosed(dir)
      const segments = segmentsIn(dir)
      for (const { path } of gone.flatMap((nth) => segments[nth] ?? [])) rmSync(path)
      const { lines, seqs } = await told(dir)
      const lost = lines.reduce((sum, line) => sum + Number(/([\d,]+) frames? lost/.exec(line)?.[1]), 0)
      expect(seqs.length + lost).toBe((seqs.at(-1) ?? NaN) - (seqs[0] ?? NaN) + 1)
    },
  )
})
