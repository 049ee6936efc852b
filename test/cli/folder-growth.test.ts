import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { folderGrowth } from '../../src/cli/folder-growth.ts'
import { folder } from '../store/folder.ts'

it('shows how much has been written so far, and nothing once it is stopped', () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const dir = folder()
  let shown = ''
  const terminal = { isTTY: true, write: (text: string) => (shown += text) } as unknown as NodeJS.WriteStream
  const stop = folderGrowth(dir, terminal)
  appendFileSync(join(dir, 'answer.parquet'), Buffer.alloc(5_000))
  vi.advanceTimersByTime(300)
  expect(shown).toContain('5 kB written')
  appendFileSync(join(dir, 'answer.csv'), Buffer.alloc(20_000))
  vi.advanceTimersByTime(300)
  expect(shown).toContain('25 kB written')
  stop()
  shown = ''
  vi.advanceTimersByTime(1_000)
  expect(shown).toBe('')
})

it('has nothing written in a folder that is not there', () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  let shown = ''
  const terminal = { isTTY: true, write: (text: string) => (shown += text) } as unknown as NodeJS.WriteStream
  const stop = folderGrowth(join(folder(), 'none'), terminal)
  vi.advanceTimersByTime(300)
  stop()
  expect(shown).toContain('0 kB written')
})
