import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { setTimeout as wait } from 'node:timers/promises'
import { type Figure, median, quartiles } from '../figure.ts'
import type { Run } from '../run.ts'
import { inFolder } from '../store/temporary.ts'

const root = import.meta.url.endsWith('.ts') ? '../..' : '../../..'
const vnflow = fileURLToPath(new URL(`${root}/bin/vnflow`, import.meta.url))
/** From one look at the counters to the next, ms: each takes time from what is measured, some milliseconds when it is new. */
const LOOK = 40

/**
 * From the start of `bin/vnflow start`, as it is built, until its counters say that the first message of the feed was read. In it are the start
 * of the simulated exchange, a process of its own, the log, the database, the login and the subscription.
 */
export async function start({ sized }: Run): Promise<readonly Figure[]> {
  const [ours, bare]: [number[], number[]] = [[], []]
  for (let i = 0; i < sized(7, 1, 1); i += 1) {
    bare.push(await bareStart())
    ours.push(await inFolder(firstFrame))
  }
  return [
    {
      name: 'start to the first frame, simulated exchange included',
      value: median(ours),
      unit: 's',
      spread: quartiles(ours),
      baseline: { name: '`node` that does nothing', value: median(bare) },
      reach: { most: 1.5 },
    },
  ]
}

const seconds = (from: number) => (performance.now() - from) / 1_000

async function bareStart(): Promise<number> {
  const from = performance.now()
  await once(spawn(process.execPath, ['--eval', '0']), 'close')
  return seconds(from)
}

async function firstFrame(folder: string): Promise<number> {
  const from = performance.now()
  const child = spawn(vnflow, ['start', '--source', 'exchange', '--port', '0', '--data-dir', folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'close')
  try {
    const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
    const address = /http:\S+/.exec(line)?.[0] ?? ''
    while (!(await hasRead(address))) await wait(LOOK)
    return seconds(from)
  } finally {
    child.kill('SIGTERM')
    await ended
  }
}

/** Whether a message of any channel was counted. */
async function hasRead(address: string): Promise<boolean> {
  const text = await (await fetch(`${address}/metrics`)).text()
  return /^ssi_messages_received_total\{[^}]*\} [1-9]/m.test(text)
}
