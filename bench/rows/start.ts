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
 * From the start of `bin/vnflow start`, as it is built, until its counters say that the first message of the feed was read: in it are the log,
 * the database, the login, the lists and the subscription. Once with the simulated exchange, which that start begins as a process of its own,
 * and which makes its morning first; and once at an exchange that runs already, as a user with an account has it.
 */
export async function start({ sized }: Run): Promise<readonly Figure[]> {
  const [bare, included, running]: [number[], number[], number[]] = [[], [], []]
  const exchange = await runningExchange()
  try {
    for (let i = 0; i < sized(7, 1, 1); i += 1) {
      bare.push(await bareStart())
      running.push(await inFolder((folder) => firstFrame(folder, 'ssi', exchange.account)))
      included.push(await inFolder((folder) => firstFrame(folder, 'exchange')))
    }
  } finally {
    await exchange.end()
  }
  const figure = (name: string, taken: readonly number[]): Figure => ({
    name: `start to the first frame, ${name}`,
    value: median(taken),
    unit: 's',
    spread: quartiles(taken),
    baseline: { name: '`node` that does nothing', value: median(bare) },
    reach: { most: 1.5 },
  })
  return [
    figure('simulated exchange included', included),
    figure('at an exchange that runs already', running),
  ]
}

const seconds = (from: number) => (performance.now() - from) / 1_000

async function bareStart(): Promise<number> {
  const from = performance.now()
  await once(spawn(process.execPath, ['--eval', '0']), 'close')
  return seconds(from)
}

/** A command that runs until it is ended, from the line that says where it is reached. */
async function running(args: readonly string[], settings: Readonly<Record<string, string>> = {}) {
  const child = spawn(vnflow, [...args, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...settings },
  })
  const ended = once(child, 'close')
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  return {
    address: /http:\S+/.exec(line)?.[0] ?? '',
    end: async () => {
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** A simulated exchange that has made its morning, and the settings by which it is reached. */
async function runningExchange() {
  const { address, end } = await running(['exchange'])
  const account = {
    SSI_CONSUMER_ID: 'bench',
    SSI_CONSUMER_SECRET: 'bench',
    SSI_BASE_URL: address,
    SSI_STREAM_URL: address,
  }
  return { account, end }
}

async function firstFrame(folder: string, source: string, account?: Readonly<Record<string, string>>) {
  const from = performance.now()
  const { address, end } = await running(['start', '--source', source, '--data-dir', folder], account)
  try {
    while (!(await hasRead(address))) await wait(LOOK)
    return seconds(from)
  } finally {
    await end()
  }
}

/** Whether a message of any channel was counted. */
async function hasRead(address: string): Promise<boolean> {
  const text = await (await fetch(`${address}/metrics`)).text()
  return /^ssi_messages_received_total\{[^}]*\} [1-9]/m.test(text)
}
