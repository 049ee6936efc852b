import { describe, expect, it } from 'vitest'
import { type SavedProgram, saving, type SavingOptions } from '../../src/cli/saving.ts'
import { openSnapshots } from '../../src/journal/snapshots.ts'
import { folder } from '../journal/folder.ts'

/** A program that remembers the last number it was given. */
function running(options: Partial<SavingOptions> = {}) {
  const warnings: string[] = []
  const onWarning = (text: string) => warnings.push(text)
  const files = openSnapshots({ dir: folder(), lastSeq: Infinity, onWarning })
  let remembered: unknown
  const saved = saving({
    files,
    save: () => ({ lastRows: new Map(), program: { fingerprint: '', states: [[remembered]] } }),
    onWarning,
    ...options,
  })
  return {
    ...saved,
    warnings,
    files: () =>
      [...files.newest()].map(({ seq, data }) => [seq, (data as SavedProgram).program.states[0]?.[0]]),
    take(seq: number, value: unknown = seq) {
      saved.follow({ seq, receivedTime: 0, source: 'ssi', text: '' })
      remembered = value
    },
  }
}

describe('saving', () => {
  it('is due after so many frames, and not before', async () => {
    const job = running({ frames: 3, least: 0, most: Infinity })
    expect(job.due()).toBeUndefined()
    for (const seq of [1, 2]) job.take(seq)
    expect(job.due()).toBeUndefined()
    job.take(3)
    await job.due()
    job.take(4)
    expect(job.due()).toBeUndefined()
    await job.finish()
    expect(job.files()).toEqual([
      [4, 4],
      [3, 3],
    ])
  })

  it('is due after some time with few frames, and never without one', async () => {
    const job = running({ frames: Infinity, most: 0 })
    expect(job.due()).toBeUndefined()
    job.take(1)
    await job.due()
    await job.finish()
    expect(job.due()).toBeUndefined()
    expect(job.files()).toEqual([[1, 1]])
  })

  it('does not begin again while the disk works', async () => {
    const job = running({ frames: 1, least: 0 })
    job.take(1)
    await job.due()
    job.take(2)
    expect(job.due()).toBeUndefined()
    await job.finish()
    expect(job.files().map(([seq]) => seq)).toEqual([2, 1])
  })

  it('saves what stood when it began, though it takes many turns', async () => {
    const many = new Map(Array.from({ length: 200_000 }, (_, i) => [i, { i }]))
    const job = running({ frames: 1, least: 0 })
    job.take(1, many)
    let turns = 0
    const turn = setInterval(() => (turns += 1), 0)
    await job.due()
    clearInterval(turn)
    expect(turns).toBeGreaterThan(2)
    await job.finish()
    expect(job.files()).toEqual([[1, many]])
  })

  it('goes on with a warning when a state cannot be saved', async () => {
    const job = running({ frames: 1, least: 0 })
    job.take(1, () => 1)
    await job.due()
    expect(job.warnings).toEqual([expect.stringMatching(/^no snapshot of frame 1: .* could not be cloned/)])
  })
})
