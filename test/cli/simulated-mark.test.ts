import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dataFolder } from '../../src/cli/data-folder.ts'
import { replayOrigin } from '../../src/cli/origins/replay.ts'
import { markSimulated } from '../../src/cli/simulated-mark.ts'
import { openJournal } from '../../src/journal/journal.ts'

const SAMPLE = 'data/sample/2026-11-20.ndjson.gz'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vnflow-simulated-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const simulatedIn = async (...paths: string[]) => (await replayOrigin({ recording: paths }, 'max')).simulated

const listed = (name: string) => ({
  receivedTime: 1,
  source: 'ssi-rest',
  text: JSON.stringify({
    endpoint: 'Securities',
    body: { data: [{ Market: 'HOSE', Symbol: 'FPT', StockName: name }] },
  }),
})

/** A log in a folder of its own below the test's. */
async function journalIn(name: string, frame = listed('FPT Corporation')): Promise<string> {
  const dir = join(folder, name)
  await mkdir(dir, { recursive: true })
  const journal = openJournal({ dir, durability: 'none' })
  journal.append([frame])
  await journal.close()
  return dir
}

/** The bundled recording as it was before it said what it is. */
async function unmarkedSample(): Promise<string> {
  const path = join(folder, 'real.ndjson')
  await writeFile(
    path,
    gunzipSync(await readFile(SAMPLE))
      .toString()
      .replace(',"simulated":true', ''),
  )
  return path
}

describe('isSimulated', () => {
  it('knows the bundled recording, wherever it lies, and among others', async () => {
    const copy = join(folder, 'copy.ndjson')
    await writeFile(copy, gunzipSync(await readFile(SAMPLE)))
    const real = await unmarkedSample()
    expect(await simulatedIn(SAMPLE)).toBe(true)
    expect(await simulatedIn(copy)).toBe(true)
    expect(await simulatedIn(real, copy)).toBe(true)
    expect(await simulatedIn(real)).toBe(false)
  })

  it('knows a log by its mark, and by that of the folder it lies in', async () => {
    const own = await journalIn('taken-away')
    expect(await simulatedIn(own)).toBe(false)
    await markSimulated(own)
    expect(await simulatedIn(own)).toBe(true)
    const { path } = await dataFolder(folder, {
      source: 'replay',
      run: 'a-day',
      group: 'replay',
      simulated: true,
    })
    expect(await simulatedIn(await journalIn('replay/a-day/journal'))).toBe(true)
    expect(path).toBe(join(folder, 'replay/a-day'))
  })

  it('knows a log from before there were marks: by its folder, and by the names that the exchange gives', async () => {
    const run = await journalIn('simulated/2026-11-20-seed1-abc/journal')
    expect(await simulatedIn(run)).toBe(true)
    await symlink(run, join(folder, 'today'))
    expect(await simulatedIn(join(folder, 'today'))).toBe(true)
    expect(await simulatedIn(await journalIn('elsewhere', listed('FPT (simulated)')))).toBe(true)
  })

  it('takes no log of a real source for one, whatever the data folder is called', async () => {
    expect(await simulatedIn(await journalIn('simulated/ssi/journal'))).toBe(false)
    expect(await simulatedIn(await journalIn('simulated/store/ssi3/journal'))).toBe(false)
    await dataFolder(join(folder, 'wire'), { source: 'ssi', run: 'day', group: 'replay', simulated: false })
    expect(await simulatedIn(await journalIn('wire/replay/day/journal'))).toBe(false)
  })
})
