import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Frame } from '../../src/domain/frame.ts'
import { openJournal } from '../../src/journal/journal.ts'
import { readJournal } from '../../src/journal/read-journal.ts'
import { folder, raw } from '../journal/folder.ts'
import { packClosed } from '../journal/packed.ts'
import { simulatedStream } from '../simulated-frames.ts'

/** Frames behind the last snapshot. */
const TAIL = 40_000
const LENGTHS = [60_000, 600_000]
/** What is read again and again while a log is written: the messages of a whole market. */
const stream = simulatedStream({ seed: 1, date: '2026-11-20', from: '09:20', until: '10:00', symbols: 1_600 })
const batches = Array.from({ length: 20 }, () =>
  Array.from({ length: 1_000 }, () => raw((stream.next().value as Frame).text)),
)

async function logged(length: number): Promise<string> {
  const dir = folder()
  const journal = openJournal({ dir, durability: 'none' })
  for (let at = 0; at < length; at += 1_000) journal.append(batches[(at / 1_000) % batches.length] ?? [])
  await journal.close()
  return dir
}

/** Opens a log and reads its tail, ms each. */
async function started(dir: string, length: number) {
  const begun = performance.now()
  const journal = openJournal({ dir, durability: 'none' })
  const opened = performance.now()
  expect(journal.lastSeq()).toBe(length)
  let count = 0
  for await (const frames of readJournal(dir, { fromSeq: length - TAIL + 1 })) count += frames.length
  expect(count).toBe(TAIL)
  const read = performance.now()
  await journal.close()
  return { open: opened - begun, tail: read - opened, whole: read - begun }
}

it('opens a log and reads its tail in a time that does not depend on how long the log is', async () => {
  const whole: number[] = []
  for (const length of LENGTHS) {
    const dir = await logged(length)
    const plain = await started(dir, length)
    packClosed(dir)
    const packed = await started(dir, length)
    for (const name of readdirSync(dir)) if (name.endsWith('.index')) rmSync(join(dir, name))
    const bare = await started(dir, length)
    for (const [form, times] of Object.entries({ plain, packed, bare })) {
      const said = Object.entries(times).map(([what, time]) => `${what} ${time.toFixed(0)} ms`)
      console.log(`${length} frames, ${form}: ${said.join(', ')}`)
      expect(times.whole).toBeLessThan(2_000)
    }
    whole.push(plain.whole + packed.whole)
  }
  const [short = NaN, long = NaN] = whole
  expect(long).toBeLessThan(3 * short + 300)
})
