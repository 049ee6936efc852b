import { readdirSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { dataFolder } from '../../src/cli/data-folder.ts'
import { folder } from '../store/folder.ts'
import { killAll, running } from './running.ts'

afterAll(killAll)

/** Three runs that came after all others. */
async function laterRuns(dir: string, group: 'simulated' | 'replay') {
  const [first = ''] = readdirSync(join(dir, group))
  utimesSync(join(dir, group, first), 1, 1)
  for (const run of ['b', 'c', 'd']) await dataFolder(dir, { source: 'x', run, group, simulated: false })
  return { first, kept: readdirSync(join(dir, group)) }
}

it('drops no run that a process works in, however old it is, and drops it when that has ended', async () => {
  const dir = folder()
  const args = ['--port', '0', '--data-dir', dir]
  const jobs = {
    simulated: await running(['start', '--source', 'exchange', '--symbols', '40', ...args]),
    replay: await running([
      ...['start', '--source', 'replay', '--recording', 'data/sample/2026-11-20.ndjson.gz', ...args],
    ]),
  }
  for (const group of ['simulated', 'replay'] as const) {
    const { first, kept } = await laterRuns(dir, group)
    expect(kept.sort()).toEqual([first, 'b', 'c', 'd'].sort())
    expect((await jobs[group].stop()).code).toBe(0)
    utimesSync(join(dir, group, first), 1, 1)
    await dataFolder(dir, { source: 'x', run: 'e', group, simulated: false })
    expect(readdirSync(join(dir, group))).not.toContain(first)
  }
}, 120_000)
