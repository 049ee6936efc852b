import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { runVnflow } from '../run-vnflow.ts'
import { killAll, running } from './running.ts'

const SAMPLE = 'data/sample/2026-11-20.ndjson.gz'
const DATE = '2026-11-20'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vnflow-replay-store-'))
})
afterAll(async () => {
  killAll()
  await rm(folder, { recursive: true, force: true })
})

/** A replay in a data folder of its own, and how it is steered. */
async function replaying(speed: string) {
  const dir = await mkdtemp(join(folder, 'data-'))
  const job = await running([
    ...['start', '--source', 'replay', '--recording', SAMPLE, '--speed', speed],
    ...['--port', '0', '--data-dir', dir],
  ])
  const order = async (command: object) => {
    const response = await fetch(`${job.address}/api/replay`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(command),
    })
    return (await response.json()) as { readonly state: string }
  }
  const state = async () =>
    ((await (await fetch(`${job.address}/api/replay`)).json()) as { state: string }).state
  const asked = async (sql: string) => {
    const args = ['query', sql, '--source', 'replay', '--data-dir', dir, '--format', 'csv']
    return (await runVnflow(args)).stdout.trim().split('\n').slice(1).join()
  }
  return { dir, job, order, state, asked }
}

/** Trades of the recording, as `vnflow replay` tells them. */
async function tradesOf(symbol?: string) {
  const args = ['replay', SAMPLE, '--emit', 'trade', ...(symbol === undefined ? [] : ['--symbols', symbol])]
  return (await runVnflow(args)).stdout.trim().split('\n').length
}

it('tells of what a replay has stored as of any other source: while it runs, and after', async () => {
  const trades = await tradesOf()
  const { dir, job, state, asked } = await replaying('max')
  await expect.poll(state, { timeout: 60_000, interval: 200 }).toBe('ended')
  const counted = () => asked(`select count(*) as n from trades where date = '${DATE}'`)
  await expect.poll(counted, { timeout: 30_000, interval: 500 }).toBe(String(trades))

  const whole = await fetch(`${job.address}/api/history/completeness?date=${DATE}`)
  const { securities } = (await whole.json()) as { securities: { symbol: string; complete: boolean }[] }
  expect(securities.length).toBeGreaterThan(30)
  expect(securities.every(({ complete }) => complete)).toBe(true)
  expect((await job.stop()).code).toBe(0)

  expect(await counted()).toBe(String(trades))
  const choice = ['--source', 'replay', '--data-dir', dir]
  const file = join(folder, 'trades.csv')
  await runVnflow(['export', 'trades', '--out', file, ...choice])
  expect((await readFile(file, 'utf8')).trim().split('\n')).toHaveLength(trades + 1)
  const { stdout } = await runVnflow(['doctor', '--date', DATE, ...choice])
  expect(stdout).toMatch(/^ok +(\d+) of \1 securities of 2026-11-20 are whole/)
}, 150_000)

it('stores each row once of what a seek jumped over, when it is played after all', async () => {
  const fpt = await tradesOf('FPT')
  const { job, order, state, asked } = await replaying('1')
  await order({ action: 'pause' })
  await order({ action: 'seek', to: '2026-11-20T09:16:00+07:00' })
  await order({ action: 'step', by: 'bar' })
  const count = () =>
    asked("select count(*) || '/' || count(distinct (symbol, seq, total_volume)) from trades")
  // Rows of behind the hole are written before those of the hole come.
  await expect.poll(count, { timeout: 30_000, interval: 500 }).not.toMatch(/^0/)
  await order({ action: 'seek', to: '2026-11-20T08:30:00+07:00' })
  await order({ action: 'speed', speed: 'max' })
  await order({ action: 'play' })
  await expect.poll(state, { timeout: 60_000, interval: 200 }).toBe('ended')
  const all = await tradesOf()
  await expect.poll(count, { timeout: 30_000, interval: 500 }).toBe(`${all}/${all}`)
  const url = `${job.address}/api/history/FPT/ticks?start=${DATE}&end=${DATE}&limit=50000`
  const ticks = (await (await fetch(url)).json()) as { seq: number }[]
  const seqs = ticks.map(({ seq }) => seq)
  expect(seqs).toHaveLength(fpt)
  expect(seqs).toEqual([...seqs].sort((a, b) => a - b))
  const response = await fetch(`${job.address}/api/history/completeness?date=${DATE}`)
  const { securities } = (await response.json()) as { securities: { complete: boolean }[] }
  expect(securities.every(({ complete }) => complete)).toBe(true)
  expect(job.stderr()).toBe('')
  await job.stop()
}, 150_000)
