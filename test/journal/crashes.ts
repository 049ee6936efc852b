import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { from, lastValueFrom } from 'rxjs'
import { expect } from 'vitest'
import { duckdb } from '../../sinks/duckdb.ts'
import { tables } from '../../sinks/tables.ts'
import type { Frame } from '../../src/domain/frame.ts'
import { type Disk, realDisk } from '../../src/journal/disk.ts'
import type { Durability } from '../../src/journal/durability.ts'
import { type Journal, openJournal } from '../../src/journal/journal.ts'
import { openStore } from '../../src/store/store.ts'
import { batchAt, chance, rejectedOf, textAt } from './crash-frames.ts'
import type { Damage } from '../../src/journal/scan.ts'
import { readAll, segmentFiles } from './folder.ts'
import { packClosed } from './packed.ts'

/** What a crash left, and how long it took to start again. */
export interface Recovery {
  readonly startMs: number
  /** Acknowledged frames that are not in the log any more. */
  readonly lost: number
}

/** Longest that a start after a crash may take, ms. */
const START_WITHIN = 2_000

async function inFolder<T>(task: (dir: string) => Promise<T>): Promise<T> {
  const dir = mkdtempSync(join(tmpdir(), 'vnflow-crash-'))
  try {
    return await task(dir)
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

/** Opens the log, sees that each frame in it is as it was written, goes on, and gives what was there. Every other log is packed on the way. */
async function startedAgain(dir: string, seed: number) {
  const began = performance.now()
  const journal = openJournal({ dir, durability: 'none', segmentBytes: 2 ** 16 })
  const startMs = performance.now() - began
  expect(startMs, `seed ${seed}`).toBeLessThan(START_WITHIN)
  const lastSeq = journal.lastSeq()
  journal.append(batchAt(seed, lastSeq + 1))
  await journal.close()
  if (seed % 2 === 0) packClosed(dir)
  const all = await readAll(dir)
  for (const { seq, text } of all) expect(text, `seed ${seed}, frame ${seq}`).toBe(textAt(seed, seq))
  const seqs = all.map(({ seq }) => seq)
  expect(seqs, `seed ${seed}`).toEqual([...new Set(seqs)].sort((a, b) => a - b))
  return { startMs, lastSeq, frames: all.filter(({ seq }) => seq <= lastSeq) }
}

const appender = fileURLToPath(new URL('./appender.ts', import.meta.url))
const packer = fileURLToPath(new URL('./packer.ts', import.meta.url))

/** Kills a process somewhere in its lines, and gives the last number that it printed: of an appender, of a frame that it acknowledged. */
async function killed(seed: number, args: readonly string[], lineCount = 300): Promise<number> {
  const child = spawn(process.execPath, ['--import', 'tsx', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  const enough = 1 + Math.floor(chance(seed, 1) * lineCount)
  let lines = 0
  let acknowledged = 0
  for await (const line of createInterface({ input: child.stdout })) {
    if (line !== 'ready') acknowledged = Number(line)
    if (++lines === enough) child.kill('SIGKILL')
  }
  const [, signal] = (await ended) as [number | null, string | null]
  expect(signal, `seed ${seed}`).toBe('SIGKILL')
  return acknowledged
}

/** kill -9 of a process that appends: what it acknowledged is there, each frame once, and once in the store behind it, too. */
export const killPoint = (seed: number, durability: Durability, store = false): Promise<Recovery> =>
  inFolder(async (dir) => {
    const args = [appender, dir, durability, String(seed), store ? 'store' : 'alone']
    const acknowledged = await killed(seed, args)
    const { startMs, lastSeq, frames } = await startedAgain(dir, seed)
    expect(frames.length, `seed ${seed}`).toBe(lastSeq)
    expect(lastSeq, `seed ${seed}`).toBeGreaterThanOrEqual(acknowledged)
    if (store) await storedOnce(dir, seed)
    return { startMs, lost: 0 }
  })

/** Runs the whole log through the store again, as a start may, and sees that no row is there twice, and none is missing. */
async function storedOnce(dir: string, seed: number) {
  const all = await readAll(dir)
  const store = await openStore({ path: join(dir, 'store.duckdb') })
  await lastValueFrom(from(all.map(rejectedOf)).pipe(duckdb(store, tables.rejected)), { defaultValue: 0 })
  const [counts] = await store.query(
    'select count(*)::int as rows, count(distinct seq)::int as seqs from rejected',
  )
  await store.close()
  expect(counts, `seed ${seed}`).toEqual({ rows: all.length, seqs: all.length })
}

/** A disk that remembers what a power cut could not take away. */
function witness() {
  const paths = new Map<number, string>()
  const written = new Map<string, number>()
  const safe = new Map<string, number>()
  const disk: Disk = {
    ...realDisk,
    open(path) {
      const fd = realDisk.open(path)
      paths.set(fd, path)
      return fd
    },
    write(fd, bytes) {
      const count = realDisk.write(fd, bytes)
      const path = paths.get(fd) ?? ''
      written.set(path, (written.get(path) ?? 0) + count)
      return count
    },
    async sync(fd) {
      const path = paths.get(fd) ?? ''
      const size = written.get(path) ?? 0
      await realDisk.sync(fd)
      safe.set(path, size)
    },
  }
  return { disk, safeOf: (path: string) => safe.get(path) ?? 0 }
}

/** Appends some batches, and gives the last number that was acknowledged. */
async function appended(journal: Journal, seed: number): Promise<number> {
  let acknowledged = 0
  const batches = 1 + Math.floor(chance(seed, 2) * 12)
  for (let i = 0; i < batches; i++) {
    const { frames, onDisk } = journal.append(batchAt(seed, journal.lastSeq() + 1))
    const last = frames.at(-1)?.seq ?? 0
    if (onDisk === undefined) acknowledged = last
    else void onDisk.then(() => (acknowledged = last))
    if (chance(seed, 100 + i) < 0.5) await onDisk
    if (chance(seed, 200 + i) < 0.05) await new Promise((resolve) => setTimeout(resolve, 60))
  }
  return acknowledged
}

/** Copies of a log's files as a power cut may leave them: what was synced, and any number of bytes of the rest. */
function crashedCopy(dir: string, seed: number, safeOf: (path: string) => number) {
  const copy = mkdtempSync(join(tmpdir(), 'vnflow-crash-'))
  const kept = new Map<string, number>()
  for (const name of segmentFiles(dir)) {
    const size = readFileSync(join(dir, name)).length
    const safe = safeOf(join(dir, name))
    kept.set(name, safe)
    copyFileSync(join(dir, name), join(copy, name))
    truncateSync(join(copy, name), safe + Math.floor(chance(seed, 300 + safe + size) * (size - safe + 1)))
  }
  return { copy, kept }
}

/**
 * A power cut. Under `each` what was acknowledged is there; under `batch` at most what was written since the last sync began is not.
 */
export const powerCut = (seed: number, durability: 'batch' | 'each'): Promise<Recovery> =>
  inFolder(async (dir) => {
    const { disk, safeOf } = witness()
    const journal = openJournal({ dir, durability, disk, segmentBytes: 2 ** 13 })
    const acknowledged = await appended(journal, seed)
    const { copy, kept } = crashedCopy(dir, seed, safeOf)
    const synced = await framesWithin(dir, kept)
    await journal.close()
    try {
      const { startMs, frames } = await startedAgain(copy, seed)
      const there = new Set(frames.map(({ seq }) => seq))
      for (const seq of synced) expect(there.has(seq), `seed ${seed}, synced frame ${seq}`).toBe(true)
      const lost = Array.from({ length: acknowledged }, (_, i) => i + 1).filter(
        (seq) => !there.has(seq),
      ).length
      if (durability === 'each') expect(lost, `seed ${seed}`).toBe(0)
      return { startMs, lost }
    } finally {
      rmSync(copy, { recursive: true, force: true })
    }
  })

/** Numbers of the frames that lie within the synced part of their file. */
async function framesWithin(dir: string, ends: ReadonlyMap<string, number>) {
  const numbers = segmentFiles(dir).map((name) => Number.parseInt(basename(name), 10))
  const at = new Map<number, number>()
  return (await readAll(dir))
    .filter((frame) => {
      const file = numbers.filter((first) => first <= frame.seq).at(-1) ?? 0
      const end = (at.get(file) ?? 0) + sizeOf(frame)
      at.set(file, end)
      return end <= (ends.get(`${String(file).padStart(16, '0')}.log`) ?? 0)
    })
    .map(({ seq }) => seq)
}

const sizeOf = ({ source, text }: Frame) => 25 + source.length + Buffer.byteLength(text)

/** A whole log cut at any byte, or with bits turned: each record that was not hit is there, and the start is as quick. */
export const damage = (seed: number, kind: 'truncation' | 'flip'): Promise<Recovery> =>
  inFolder(async (dir) => {
    const journal = openJournal({ dir, durability: 'none', segmentBytes: 2 ** 20 })
    const written: Frame[] = []
    for (let i = 0; i < 10; i++) written.push(...journal.append(batchAt(seed, journal.lastSeq() + 1)).frames)
    await journal.close()
    const path = join(dir, '0000000000000001.log')
    const bytes = readFileSync(path)
    const place = Math.floor(chance(seed, 5) * bytes.length)
    if (kind === 'flip')
      bytes.writeUInt8(bytes.readUInt8(place) ^ (1 << Math.floor(chance(seed, 6) * 8)), place)
    writeFileSync(path, kind === 'flip' ? bytes : bytes.subarray(0, place))
    let end = 0
    const expected = written.filter((frame) => {
      const start = end
      end += sizeOf(frame)
      return kind === 'flip' ? place < start || place >= end : end <= place
    })
    const { startMs, frames } = await startedAgain(dir, seed)
    expect(
      frames.map(({ seq }) => seq),
      `seed ${seed}`,
    ).toEqual(expected.map(({ seq }) => seq))
    return { startMs, lost: written.length - expected.length }
  })

/** A log of at least so many bytes, and what is in it. */
async function written(
  dir: string,
  seed: number,
  { segmentBytes, bytes }: { segmentBytes: number; bytes: number },
) {
  const journal = openJournal({ dir, durability: 'none', segmentBytes })
  const frames: Frame[] = []
  for (let size = 0; size < bytes;) {
    const batch = journal.append(batchAt(seed, journal.lastSeq() + 1)).frames
    frames.push(...batch)
    size += batch.reduce((sum, frame) => sum + sizeOf(frame), 0)
  }
  await journal.close()
  return frames
}

/** kill -9 of a process that packs a log: the log is whole. */
export const packPoint = (seed: number): Promise<Recovery> =>
  inFolder(async (dir) => {
    const frames = await written(dir, seed, { segmentBytes: 2 ** 16, bytes: 2 ** 20 })
    await killed(seed, [packer, dir], segmentFiles(dir).length)
    expect(await readAll(dir), `seed ${seed}`).toEqual(frames)
    const { startMs, frames: after } = await startedAgain(dir, seed)
    expect(after, `seed ${seed}`).toEqual(frames)
    return { startMs, lost: 0 }
  })

/** A packed log that is cut, or in which a bit turned or some bytes are gone: no more is lost than is said, and of one bit nothing. */
export const packedDamage = (seed: number, kind: 'truncation' | 'flip' | 'blow'): Promise<Recovery> =>
  inFolder(async (dir) => {
    const frames = await written(dir, seed, { segmentBytes: 3 * 2 ** 19, bytes: 2 ** 21 })
    packClosed(dir)
    const path = join(dir, '0000000000000001.log.br')
    const bytes = readFileSync(path)
    const place = Math.floor(chance(seed, 5) * bytes.length)
    if (kind === 'flip')
      bytes.writeUInt8(bytes.readUInt8(place) ^ (1 << Math.floor(chance(seed, 6) * 8)), place)
    if (kind === 'blow') bytes.fill(0, place, place + 20)
    writeFileSync(path, kind === 'truncation' ? bytes.subarray(0, place) : bytes)
    const damages: Damage[] = []
    const there = await readAll(dir, { onDamage: (damage) => damages.push(damage) })
    const kept = new Set(there.map(({ seq }) => seq))
    const lost = frames.filter(({ seq }) => !kept.has(seq))
    expect(there, `seed ${seed}`).toEqual(frames.filter(({ seq }) => kept.has(seq)))
    const missing = damages.reduce((sum, damage) => sum + (damage.missing ?? NaN), 0)
    expect(missing, `seed ${seed}`).toBe(lost.length)
    if (kind === 'flip') expect(lost, `seed ${seed}`).toEqual([])
    // Two blocks, where it hit the end of one and the head of the next.
    const most = kind === 'blow' ? 2 * (2 ** 18 + 500) : Infinity
    expect(
      lost.reduce((sum, frame) => sum + sizeOf(frame), 0),
      `seed ${seed}`,
    ).toBeLessThanOrEqual(most)
    const { startMs } = await startedAgain(dir, seed)
    return { startMs, lost: lost.length }
  })
