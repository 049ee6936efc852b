import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Frame, RawFrame } from '../../src/domain/frame.ts'
import { type ReadOptions, readJournal } from '../../src/journal/read-journal.ts'

/** A folder of its own, gone when the test is. */
export function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'vnflow-journal-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

export const raw = (text: string, receivedTime = 1_700_000_000_000, source = 'ssi'): RawFrame => ({
  receivedTime,
  source,
  text,
})

export const segmentFiles = (dir: string) =>
  readdirSync(dir)
    .filter((name) => name.endsWith('.log'))
    .sort()

export async function readAll(dir: string, options?: ReadOptions): Promise<readonly Frame[]> {
  const frames: Frame[] = []
  for await (const batch of readJournal(dir, options)) frames.push(...batch)
  return frames
}

export const texts = (frames: readonly Frame[]) => frames.map(({ text }) => text)
