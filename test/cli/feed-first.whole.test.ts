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

/** `CAP_SYS_NICE`, by its place in the set of what this process may do. */
const SYS_NICE = 1n << 23n

async function mayRaise(): Promise<boolean> {
  const granted = /^CapEff:\s*([0-9a-f]+)$/m.exec(await readFile('/proc/self/status', 'utf8'))?.[1] ?? '0'
  return (BigInt(`0x${granted}`) & SYS_NICE) !== 0n
}

it.skipIf(process.platform !== 'linux')(
  'puts the thread of the feed before the others, where it may, and leaves the exchange beside it alone',
  { timeout: 60_000 },
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'vnflow-first-'))
    folders.push(folder)
    const job = await running(['start', '--port', '0', '--symbols', '40', '--data-dir', folder])
    const tasks = `/proc/${job.pid}/task`
    const threads = (await readdir(tasks)).filter((thread) => thread !== String(job.pid))
    const nice = await Promise.all(threads.map((thread) => niceOf(`${tasks}/${thread}/stat`)))
    const usual = await niceOf('/proc/self/stat')
    const raised = (await mayRaise()) ? usual - 7 : usual
    expect(await niceOf(`${tasks}/${job.pid}/stat`)).toBe(raised)
    // The database's thread stands behind, and what it begins.
    expect(new Set(nice)).toEqual(new Set([usual, usual + 1]))

    const children = (await readFile(`${tasks}/${job.pid}/children`, 'utf8')).trim().split(' ')
    expect(await Promise.all(children.map((child) => niceOf(`/proc/${child}/stat`)))).toEqual([usual])
    expect((await job.stop()).code).toBe(0)
  },
)
