import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { killAll, running } from './running.ts'

const folders: string[] = []
afterAll(async () => {
  killAll()
  for (const folder of folders) await rm(folder, { recursive: true, force: true })
})

/** Place of the nice value in what stands behind the name in `/proc/PID/stat`. */
const NICE = 16

async function niceOf(stat: string): Promise<number> {
  const text = await readFile(stat, 'utf8')
  return Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[NICE])
}

it.skipIf(process.platform !== 'linux')(
  'puts the thread of the feed before the threads of its process, and lets the exchange beside it alone',
  { timeout: 60_000 },
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'vnflow-first-'))
    folders.push(folder)
    const job = await running(['start', '--port', '0', '--symbols', '40', '--data-dir', folder])
    const threads = (await readdir(`/proc/${job.pid}/task`)).map(Number)
    const others = threads.filter((thread) => thread !== job.pid)
    const usual = await niceOf('/proc/self/stat')
    // Only root may go before the others.
    expect(await niceOf(`/proc/${job.pid}/task/${job.pid}/stat`)).toBeLessThanOrEqual(usual)
    const behind = await Promise.all(others.map((thread) => niceOf(`/proc/${job.pid}/task/${thread}/stat`)))
    expect(Math.min(...behind)).toBeGreaterThan(usual)
    expect(behind.length).toBeGreaterThan(5)

    const children = await readFile(`/proc/${job.pid}/task/${job.pid}/children`, 'utf8')
    expect(
      await Promise.all(
        children
          .trim()
          .split(' ')
          .map((child) => niceOf(`/proc/${child}/stat`)),
      ),
    ).toEqual([usual])
    expect((await job.stop()).code).toBe(0)
  },
)
