import {
  copyFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Frame } from '../../src/domain/frame.ts'
import { openJournal } from '../../src/journal/journal.ts'
import { packSegment } from '../../src/journal/pack.ts'
import { readJournal } from '../../src/journal/read-journal.ts'
import type { Damage } from '../../src/journal/scan.ts'
import { segmentOf } from '../../src/journal/segment.ts'
import { folder, raw, readAll } from './folder.ts'
import { packClosed } from './packed.ts'

const frames = Array.from({ length: 1_600 }, (_, i) => raw(`${i} `.repeat(i === 100 ? 90_000 : 250)))

let template: string
let written: readonly Frame[]
beforeAll(async () => {
  template = mkdtempSync(join(tmpdir(), 'vnflow-pack-'))
  const journal = openJournal({ dir: template, durability: 'none', segmentBytes: 800_000 })
  written = Array.from({ length: 80 }, (_, i) => frames.slice(i * 20, i * 20 + 20)).flatMap(
    (batch) => journal.append(batch).frames,
  )
  await journal.close()
})
afterAll(() => rmSync(template, { recursive: true }))

/** A log of three files, some blocks in each: frames of a kilobyte, and one larger than a block. */
function logged(): string {
  const dir = folder()
  cpSync(template, dir, { recursive: true })
  return dir
}

const names = (dir: string) => readdirSync(dir).sort()

async function damagesOf(dir: string, fromSeq = 1) {
  const damages: Damage[] = []
  const frames = await readAll(dir, { fromSeq, onDamage: (damage) => damages.push(damage) })
  return { frames, damages }
}

describe('a packed log', () => {
  it('is read as it was written, from any frame on, in a tenth of the room', async () => {
    const dir = logged()
    const plain = names(dir).filter((name) => name.endsWith('.log'))
    const before = readFileSync(join(dir, plain[0] ?? '')).length
    packClosed(dir)
    expect(plain.length).toBeGreaterThan(2)
    expect(names(dir)).toEqual([...plain.slice(0, -1).map((name) => `${name}.br`), plain.at(-1)])
    expect(readFileSync(join(dir, `${plain[0]}.br`)).length).toBeLessThan(before / 10)
    for (const fromSeq of [1, 2, 101, 102, 103, 555, 1_600, 1_601])
      expect(await readAll(dir, { fromSeq })).toEqual(written.slice(fromSeq - 1))
  })

  it('goes on where it stopped, and after its last file was taken away', async () => {
    const dir = logged()
    const last = segmentOf(
      dir,
      Number.parseInt(names(dir).findLast((name) => name.endsWith('.log')) ?? '', 10),
    )
    packClosed(dir)
    const again = openJournal({ dir })
    expect(again.lastSeq()).toBe(1_600)
    await again.close()

    packSegment(last)
    const after = openJournal({ dir })
    expect([after.lastSeq(), after.cutBytes]).toEqual([1_600, 0])
    const next = after.append([raw('next')]).frames
    await after.close()
    expect(await readAll(dir)).toEqual([...written, ...next])
  })

  it('holds what was damaged before as it was, and tells the same of it', async () => {
    const dir = logged()
    const file = join(dir, '0000000000000001.log')
    const bytes = readFileSync(file)
    for (const at of [5_000, 470_000, 725_000, 725_900, 726_700])
      bytes.writeUInt8(bytes.readUInt8(at) ^ 7, at)
    writeFileSync(file, bytes)
    const before = await damagesOf(dir)
    expect(before.damages.length).toBeGreaterThan(1)
    packClosed(dir)
    const after = await damagesOf(dir)
    expect(after.frames).toEqual(before.frames)
    const sum = (damages: readonly Damage[], what: 'bytes' | 'missing') =>
      damages.reduce((total, damage) => total + (damage[what] ?? NaN), 0)
    for (const what of ['bytes', 'missing'] as const)
      expect(sum(after.damages, what)).toBe(sum(before.damages, what))
    expect(after.damages[0]).toEqual({ ...before.damages[0], segment: `${file}.br` })
  })

  it.each([
    ['the first block', 0, 100],
    ['its head', 0, 20],
    ['the second block', 1, 100],
    ['its head', 1, 20],
  ])('loses what lies in %s when that is damaged, says so, and loses nothing else', async (_, nth, hit) => {
    const dir = logged()
    packClosed(dir)
    const file = join(dir, '0000000000000001.log.br')
    const bytes = readFileSync(file)
    const heads = [...bytes.toString('latin1').matchAll(/vfb1/g)].map(({ index }) => index)
    expect(heads.length).toBeGreaterThan(2)
    for (const at of [hit, hit + 3, hit + 7]) {
      const place = (heads[nth] ?? NaN) + at
      bytes.writeUInt8(bytes.readUInt8(place) ^ 0xa5, place)
    }
    writeFileSync(file, bytes)
    const { frames, damages } = await damagesOf(dir)
    const there = new Set(frames.map(({ seq }) => seq))
    const lost = written.filter(({ seq }) => !there.has(seq))
    const sizes = (some: readonly Frame[]) => some.reduce((sum, { text }) => sum + 28 + text.length, 0)
    const before = written.slice(0, (lost[0]?.seq ?? NaN) - 1)
    expect(frames).toEqual([...before, ...written.slice(before.length + lost.length)])
    expect(damages).toEqual([
      { segment: file, offset: sizes(before), bytes: sizes(lost), seq: lost[0]?.seq, missing: lost.length },
    ])
    expect(lost.length).toBeGreaterThan(90)
    expect((await damagesOf(dir, 500)).damages).toEqual([])
  })

  it('is never read backwards where files changed places: what they hold is told as missing', async () => {
    const dir = logged()
    packClosed(dir)
    const [first = '', second = '', third = ''] = names(dir)
    renameSync(join(dir, first), join(dir, 'aside'))
    renameSync(join(dir, second), join(dir, first))
    renameSync(join(dir, 'aside'), join(dir, second))
    const { frames, damages } = await damagesOf(dir)
    const kept = Number.parseInt(third, 10)
    expect(frames).toEqual(written.slice(kept - 1))
    expect(damages.reduce((sum, { missing = NaN }) => sum + missing, 0)).toBe(kept - 1)
  })

  it('says what is missing where the end of a file is gone, or all of it', async () => {
    const dir = logged()
    packClosed(dir)
    const [first = '', second = ''] = names(dir)
    truncateSync(join(dir, first), 10)
    truncateSync(join(dir, second), readFileSync(join(dir, second)).length - 1)
    const { frames, damages } = await damagesOf(dir)
    const there = new Set(frames.map(({ seq }) => seq))
    expect(frames).toEqual(written.filter(({ seq }) => there.has(seq)))
    expect(damages.map(({ segment }) => segment)).toEqual([join(dir, first), join(dir, second)])
    expect(damages.reduce((sum, { missing = NaN }) => sum + missing, 0)).toBe(written.length - frames.length)
  })

  it('may be packed while it is read', async () => {
    const dir = logged()
    const seen: Frame[] = []
    for await (const batch of readJournal(dir)) {
      if (seen.length === 0) packClosed(dir)
      seen.push(...batch)
    }
    expect(seen).toEqual(written)
  })
})

describe('a crash while a file is packed', () => {
  it('leaves the whole log, wherever it comes', async () => {
    const dir = logged()
    const file = join(dir, '0000000000000001.log')
    copyFileSync(file, join(dir, 'plain'))
    packClosed(dir)
    // Half of the packed file; all of it; its name; both.
    writeFileSync(`${file}.br.new`, readFileSync(`${file}.br`).subarray(0, 5_000))
    expect(await readAll(dir)).toEqual(written)
    copyFileSync(join(dir, 'plain'), file)
    expect(await readAll(dir)).toEqual(written)
    writeFileSync(`${file}.br`, 'of another attempt')
    expect(await readAll(dir)).toEqual(written)
    packClosed(dir)
    expect(names(dir)).not.toContain('0000000000000001.log')
    expect(await readAll(dir)).toEqual(written)
  })
})
