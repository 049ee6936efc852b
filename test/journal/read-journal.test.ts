import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Frame } from '../../src/domain/frame.ts'
import { openJournal } from '../../src/journal/journal.ts'
import { readJournal } from '../../src/journal/read-journal.ts'
import type { Damage } from '../../src/journal/scan.ts'
import { fc, test } from '../property-tests.ts'
import { folder, raw, readAll, segmentFiles, texts } from './folder.ts'

async function record(
  dir: string,
  frames: readonly string[],
  segmentBytes = 2 ** 20,
): Promise<readonly Frame[]> {
  const journal = openJournal({ dir, durability: 'none', segmentBytes })
  const written = frames.flatMap((text) => journal.append([raw(text)]).frames)
  await journal.close()
  return written
}

const many = (count: number) => Array.from({ length: count }, (_, i) => `frame ${i + 1}`)

describe('reading a journal', () => {
  it('gives batches of at most 1,000 frames', async () => {
    const dir = folder()
    await record(dir, many(2_500))
    const sizes: number[] = []
    for await (const batch of readJournal(dir)) sizes.push(batch.length)
    expect(sizes).toEqual([1_000, 1_000, 500])
  })

  it('begins anywhere, in any file', async () => {
    const dir = folder()
    const written = await record(dir, many(20), 200)
    expect(segmentFiles(dir).length).toBeGreaterThan(2)
    for (let fromSeq = 1; fromSeq <= 21; fromSeq++)
      expect(await readAll(dir, { fromSeq })).toEqual(written.slice(fromSeq - 1))
  })

  it('reads frames larger than a chunk, and those that lie across two', async () => {
    const dir = folder()
    const long = ['a'.repeat(3_000_000), 'ố'.repeat(500_000), 'b']
    const written = await record(dir, long, 2 ** 30)
    expect(await readAll(dir)).toEqual(written)
  })

  it('may be left before the end', async () => {
    const dir = folder()
    await record(dir, many(3_000))
    for await (const batch of readJournal(dir)) {
      expect(batch).toHaveLength(1_000)
      break
    }
  })

  it('says in one line that there is no journal', async () => {
    const dir = folder()
    await expect(readAll(dir)).rejects.toEqual(
      new Error(`There is no journal in ${dir}: it has no file like 0000000000000001.log.`),
    )
    await expect(readAll(join(dir, 'none'))).rejects.toThrow(/^Cannot read a journal in .*none \(ENOENT.*$/)
  })

  it('leaves out a damaged record and says where it was', async () => {
    const dir = folder()
    await record(dir, ['one', 'two', 'three'])
    const file = join(dir, '0000000000000001.log')
    writeFileSync(file, readFileSync(file, 'latin1').replace('two', 'twO'), 'latin1')
    const damages: Damage[] = []
    expect(texts(await readAll(dir, { onDamage: (damage) => damages.push(damage) }))).toEqual([
      'one',
      'three',
    ])
    expect(damages).toEqual([{ segment: file, offset: 31, bytes: 31, seq: 2, missing: 1 }])
  })

  it('says how much is missing where a file ends early, or is gone', async () => {
    const dir = folder()
    await record(dir, many(12), 150)
    const [first = '', second = '', third = ''] = segmentFiles(dir)
    writeFileSync(join(dir, first), readFileSync(join(dir, first)).subarray(0, 40))
    rmSync(join(dir, second))
    const damages: Damage[] = []
    const frames = await readAll(dir, { onDamage: (damage) => damages.push(damage) })
    expect(frames[0]?.seq).toBe(1)
    expect(frames[1]?.seq).toBe(Number.parseInt(third, 10))
    expect(damages).toEqual([
      { segment: join(dir, first), offset: 35, bytes: 5, seq: 2, missing: Number.parseInt(third, 10) - 2 },
    ])
  })

  it('ends with what is whole while the log is being written, and reports the rest', async () => {
    const dir = folder()
    await record(dir, ['one', 'two'])
    const file = join(dir, '0000000000000001.log')
    writeFileSync(file, readFileSync(file).subarray(0, -1))
    const damages: Damage[] = []
    expect(texts(await readAll(dir, { onDamage: (damage) => damages.push(damage) }))).toEqual(['one'])
    expect(damages).toEqual([{ segment: file, offset: 31, bytes: 30, seq: 2, missing: undefined }])
  })
})

const frames = fc.array(fc.string({ unit: 'binary', maxLength: 40 }), { minLength: 1, maxLength: 12 })
const wound = fc.record({ at: fc.nat(), xor: fc.integer({ min: 1, max: 255 }) })

describe('a damaged journal', () => {
  test.prop(
    [frames, fc.array(wound, { minLength: 1, maxLength: 4 }), fc.option(fc.nat(), { nil: undefined })],
    {
      numRuns: 200,
    },
  )('loses the records that were hit, and no other', async (contents, wounds, cut) => {
    const dir = folder()
    const written = await record(dir, contents)
    const file = join(dir, '0000000000000001.log')
    const whole = readFileSync(file)
    const bytes = Buffer.from(whole)
    for (const { at, xor } of wounds) {
      const place = at % bytes.length
      bytes.writeUInt8(bytes.readUInt8(place) ^ xor, place)
    }
    const kept = cut === undefined ? bytes.length : cut % (bytes.length + 1)
    writeFileSync(file, bytes.subarray(0, kept))

    let end = 0
    const unhurt = written.filter(({ source, text }) => {
      const start = end
      end += 25 + source.length + Buffer.byteLength(text)
      return end <= kept && bytes.subarray(start, end).equals(whole.subarray(start, end))
    })
    let damaged = 0
    expect(await readAll(dir, { onDamage: (damage) => (damaged += damage.bytes) })).toEqual(unhurt)
    const good = unhurt.reduce((sum, { text }) => sum + 28 + Buffer.byteLength(text), 0)
    expect(good + damaged).toBe(kept)

    const after = openJournal({ dir, durability: 'none' })
    expect(after.lastSeq()).toBe(unhurt.at(-1)?.seq ?? 0)
    const [next] = after.append([raw('next')]).frames
    await after.close()
    expect(await readAll(dir)).toEqual([...unhurt, next])
  })
})
