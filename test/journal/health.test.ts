import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { filter, firstValueFrom, Subject, toArray } from 'rxjs'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { RawFrame } from '../../src/domain/frame.ts'
import { type Journal, type JournalOptions, openJournal } from '../../src/journal/journal.ts'
import { journaled } from '../../src/journal/journaled.ts'
import { failingDisk } from './failing-disk.ts'
import { folder, raw, readAll, segmentFiles, texts } from './folder.ts'

function open(options: Partial<JournalOptions> = {}) {
  const disk = failingDisk()
  const dir = folder()
  const journal = openJournal({ dir, disk, ...options })
  onTestFinished(() => journal.close().catch(() => undefined))
  return { dir, disk, journal }
}

const healthy = (journal: Journal) =>
  firstValueFrom(journal.health$.pipe(filter(({ trouble }) => trouble === undefined)))
const troubled = (journal: Journal) =>
  firstValueFrom(journal.health$.pipe(filter(({ trouble }) => trouble !== undefined)))

/** Texts that an operator has seen. */
function watched(journal: Journal) {
  const batches$ = new Subject<readonly RawFrame[]>()
  const seen: string[] = []
  let failure: unknown
  batches$.pipe(journaled(journal)).subscribe({
    next: ({ text }) => seen.push(text),
    error: (error: unknown) => (failure = error),
  })
  return { seen, failure: () => failure, arrive: (text: string) => batches$.next([raw(text)]) }
}

describe.each(['none', 'batch', 'each'] as const)('a log whose disk refuses (%s)', (durability) => {
  it.each([
    ['is full', { write: 'ENOSPC' }],
    ['is full in the middle of a write', { write: 'ENOSPC', halfWritten: true }],
    ['has become read-only', { write: 'EROFS', cut: 'EROFS' }],
  ])(
    'holds what arrives while it %s, writes it in order when it is back, and says both',
    async (_, fault) => {
      const { dir, disk, journal } = open({ durability, segmentBytes: 100 })
      journal.append([raw('before')])
      disk.fail(fault)
      expect(journal.append([raw('during')])).toMatchObject({ durability, standIn: 'memory' })
      for (const text of ['a', 'b', 'c', 'd']) journal.append([raw(text)])
      expect(await troubled(journal)).toMatchObject({ trouble: `${fault.write}: the disk refuses` })
      expect(journal.health()).toMatchObject({ heldFrames: expect.any(Number) as number })
      expect(journal.health().heldFrames).toBeGreaterThanOrEqual(5)

      disk.fail({})
      await healthy(journal)
      expect(journal.append([raw('after')])).toMatchObject({ standIn: 'file', frames: [{ seq: 7 }] })
      await journal.close()
      expect(texts(await readAll(dir))).toEqual(['before', 'during', 'a', 'b', 'c', 'd', 'after'])
      expect(segmentFiles(dir).length).toBeGreaterThan(1)
    },
  )

  it('stops with one line when it may hold no more, and loses nothing that it took', async () => {
    const { dir, disk, journal } = open({ durability, holdBytes: 100 })
    disk.fail({ write: 'ENOSPC' })
    for (const text of ['a', 'b', 'c']) journal.append([raw(text)])
    expect(() => journal.append([raw('d')])).toThrow(
      /^Cannot write the journal in .*ENOSPC: the disk refuses; 3 frames, 87 bytes, wait in memory, and more may not.*room.*$/,
    )
    expect(journal.lastSeq()).toBe(3)
    disk.fail({})
    await healthy(journal)
    expect(journal.append([raw('e')]).frames).toMatchObject([{ seq: 4 }])
    await journal.close()
    expect(texts(await readAll(dir))).toEqual(['a', 'b', 'c', 'e'])
  })

  it('says at the end how many frames it could not write', async () => {
    const { dir, disk, journal } = open({ durability })
    journal.append([raw('safe')])
    disk.fail({ write: 'ENOSPC' })
    journal.append([raw('lost'), raw('too')])
    await expect(journal.close()).rejects.toThrow(
      durability === 'none' ? 'the last 2 frames are lost' : /the last [23] frames are lost/,
    )
    expect(texts(await readAll(dir))).toEqual(['safe'])
  })
})

describe.each(['batch', 'each'] as const)('a log whose sync fails (%s)', (durability) => {
  it('writes anew what the sync should have saved, and is well when one succeeds', async () => {
    const { dir, disk, journal } = open({ durability, segmentBytes: 60 })
    disk.fail({ sync: 'EIO' })
    for (const text of ['a', 'b', 'c', 'd', 'e']) journal.append([raw(text)])
    expect((await troubled(journal)).trouble).toBe('EIO: the disk refuses')
    journal.append([raw('f')])
    disk.fail({})
    await healthy(journal)
    await journal.close()
    expect(texts(await readAll(dir))).toEqual(['a', 'b', 'c', 'd', 'e', 'f'])
  })
})

describe('operators behind a log', () => {
  it.each(['none', 'batch'] as const)('see at once what the disk refuses (%s)', (durability) => {
    const { disk, journal } = open({ durability })
    const { seen, arrive } = watched(journal)
    disk.fail({ write: 'ENOSPC' })
    arrive('a')
    arrive('b')
    expect(seen).toEqual(['a', 'b'])
  })

  it('see under each what is on the disk, and nothing else', async () => {
    const { disk, journal } = open({ durability: 'each' })
    const { seen, arrive } = watched(journal)
    disk.fail({ write: 'ENOSPC' })
    arrive('a')
    arrive('b')
    await troubled(journal)
    expect([seen, disk.syncs()]).toEqual([[], 0])
    disk.fail({})
    await healthy(journal)
    await vi.waitFor(() => expect(seen).toEqual(['a', 'b']))
    expect(disk.syncs()).toBeGreaterThan(0)
  })

  it('wait for a slow disk under each, in one group, and the log says that it is slow', async () => {
    const { dir, disk, journal } = open({ durability: 'each', slowAfter: 20 })
    const { seen, arrive } = watched(journal)
    let go = (): void => undefined
    disk.fail({ syncWaits: new Promise((resolve) => (go = resolve)) })
    arrive('a')
    for (let i = 0; i < 50; i++) arrive(`b${i}`)
    expect(await troubled(journal)).toMatchObject({
      trouble: 'the disk is slow: a sync takes more than 0.02 s',
      heldFrames: 51,
    })
    expect(seen).toEqual([])
    expect(readFileSync(join(dir, '0000000000000001.log'), 'utf8')).toContain('b49')
    disk.fail({})
    go()
    await healthy(journal)
    await journal.close()
    await vi.waitFor(() => expect(seen).toHaveLength(51))
    // One for the first, one for all that came meanwhile, one at the end.
    expect(disk.syncs()).toBe(3)
  })

  it('are told when the log takes no more, and see what came before', async () => {
    const { disk, journal } = open({ durability: 'batch', holdBytes: 60 })
    const { seen, failure, arrive } = watched(journal)
    disk.fail({ write: 'EROFS' })
    for (const text of ['a', 'b', 'c']) arrive(text)
    expect(seen).toEqual(['a', 'b'])
    expect(failure()).toMatchObject({ message: expect.stringContaining('EROFS') as string })
    disk.fail({})
    await journal.close()
  })
})

it('holds against a slow disk no more than it may, under batch', async () => {
  const { dir, disk, journal } = open({ holdBytes: 100 })
  let go = (): void => undefined
  disk.fail({ syncWaits: new Promise((resolve) => (go = resolve)) })
  for (const text of ['a', 'b', 'c']) journal.append([raw(text)])
  expect(() => journal.append([raw('d')])).toThrow('the disk is slow; 3 frames')
  disk.fail({})
  go()
  await journal.close()
  expect(texts(await readAll(dir))).toEqual(['a', 'b', 'c'])
})

it('begins a group commit within 50 ms under batch, and none under none', async () => {
  const batch = open()
  const none = open({ durability: 'none' })
  none.journal.append([raw('a')])
  batch.journal.append([raw('a')])
  while (batch.disk.syncs() === 0) await new Promise((resolve) => setTimeout(resolve, 10))
  expect(none.disk.syncs()).toBe(0)
})

it('tells its health until it is closed', async () => {
  const { journal } = open()
  const all = firstValueFrom(journal.health$.pipe(toArray()))
  await journal.close()
  expect(await all).toEqual([{ trouble: undefined, heldFrames: 0, heldBytes: 0 }])
})
