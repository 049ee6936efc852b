import { mkdirSync, readdirSync, rmdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { type Journal, openJournal } from '../../src/journal/journal.ts'
import type { PastSegment } from '../../src/journal/past-segments.ts'
import { folder, raw, readAll, texts } from './folder.ts'
import { packClosed } from './packed.ts'

const letters = ['a', 'b', 'c', 'd', 'e', 'f']

/** Two frames a file. */
function opened(dir: string, options: { compress?: boolean; onWarning?: (text: string) => void } = {}) {
  return openJournal({ dir, durability: 'each', segmentBytes: 50, ...options })
}

async function append(journal: Journal, some: readonly string[]) {
  for (const text of some) await journal.append([raw(text, text.charCodeAt(0))]).onDisk
}

async function logged(): Promise<string> {
  const dir = folder()
  const journal = opened(dir)
  await append(journal, letters)
  await journal.close()
  return dir
}

const files = (dir: string) =>
  readdirSync(dir)
    .filter((name) => name.includes('.log'))
    .sort()
    .map((name) => name.replace(/^0{15}/, ''))

const WITHIN = { timeout: 45_000 }

describe('closed files of a log', () => {
  it('are packed beside the work: those of earlier runs, and those that become full', async () => {
    const dir = await logged()
    // What a crash left.
    writeFileSync(join(dir, '0000000000000001.log.br.new'), 'half')
    const warnings: string[] = []
    mkdirSync(join(dir, '0000000000000003.log.br'))
    const journal = opened(dir, { compress: true, onWarning: (text) => warnings.push(text) })
    await vi.waitFor(() => expect(warnings).toHaveLength(1), WITHIN)
    expect(warnings[0]).toMatch(/^a closed file of the log stays as it is .*: .*EISDIR/)
    expect(files(dir)).toEqual(['1.log.br', '3.log', '3.log.br', '5.log'])

    rmdirSync(join(dir, '0000000000000003.log.br'))
    await append(journal, ['g', 'h', 'i'])
    await vi.waitFor(
      () => expect(files(dir)).toEqual(['1.log.br', '3.log.br', '5.log.br', '7.log.br', '9.log']),
      WITHIN,
    )
    await journal.close()
    expect(texts(await readAll(dir))).toEqual([...letters, 'g', 'h', 'i'])
    expect(warnings).toHaveLength(1)
  })

  it('stay as they are unless that is asked for', async () => {
    const dir = await logged()
    await opened(dir).close()
    expect(files(dir)).toEqual(['1.log', '3.log', '5.log'])
  })

  it('leave nothing half done when the log is closed', async () => {
    const dir = await logged()
    await opened(dir, { compress: true }).close()
    expect(files(dir).filter((name) => name.endsWith('.new'))).toEqual([])
    expect(texts(await readAll(dir))).toEqual(letters)
  })

  it.each(['plain', 'packed'])(
    'go oldest first while they are told to, and the last one never (%s)',
    async (form) => {
      const dir = await logged()
      if (form === 'packed') packClosed(dir)
      const journal = opened(dir)
      const asked: PastSegment[] = []
      expect(await journal.drop((oldest) => asked.push(oldest) < 2)).toBe(1)
      expect(asked).toMatchObject([
        { lastSeq: 2, until: 'c'.charCodeAt(0) },
        { lastSeq: 4, until: 'e'.charCodeAt(0) },
      ])
      expect((asked[0]?.logBytes ?? 0) - (asked[1]?.logBytes ?? 0)).toBeGreaterThan(50)
      expect(texts(await readAll(dir))).toEqual(['c', 'd', 'e', 'f'])
      expect(await journal.drop(() => true)).toBe(1)
      expect(await journal.drop(() => true)).toBe(0)
      await append(journal, ['g'])
      await journal.close()
      expect(texts(await readAll(dir))).toEqual(['e', 'f', 'g'])
      expect(await journal.drop(() => true)).toBe(0)
    },
  )
})
