import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AlertJson, AlertWhyJson } from '../../src/domain/wire.ts'
import { openJournal } from '../../src/journal/journal.ts'
import { readJournal } from '../../src/journal/read-journal.ts'
import { killAll, running } from '../cli/running.ts'
import { allKinds } from './all-kinds.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vnflow-why-'))
})
afterAll(async () => {
  killAll()
  await rm(folder, { recursive: true, force: true })
})

/** The alerts, once there are so many. */
async function alertsOf(address: string, count: number): Promise<readonly AlertJson[]> {
  for (let tries = 0; tries < 150; tries++) {
    const alerts = (await (await fetch(`${address}/api/market/alerts?limit=200`)).json()) as AlertJson[]
    if (alerts.length >= count) return alerts
    await sleep(200)
  }
  throw new Error('there are fewer alerts')
}

const whyUrl = (address: string, id: string) => `${address}/api/alerts/${encodeURIComponent(id)}/why`

async function whyOf(address: string, id: string): Promise<AlertWhyJson> {
  const response = await fetch(`${whyUrl(address, id)}?frames=1000`)
  expect([id, response.status]).toEqual([id, 200])
  return (await response.json()) as AlertWhyJson
}

/** Waits until an alert was told. */
async function toldAt(address: string, id: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if ((await fetch(whyUrl(address, id))).status !== 404) return
    await sleep(200)
  }
}

/** Everything is there, and as the log has it. */
function isWhole(
  { complete, evidence, frames, frames_missing }: AlertWhyJson,
  text: ReadonlyMap<number, string>,
) {
  expect([complete, frames_missing]).toEqual([true, []])
  expect(frames.map((frame) => frame.text)).toEqual(frames.map(({ seq }) => text.get(seq)))
  expect(frames.map(({ seq }) => seq)).toEqual(expect.arrayContaining(evidence.map(({ seq }) => seq)))
}

/** Asks for what is not there, and for what cannot be. */
async function refuses(address: string, [known = '']: readonly string[]) {
  for (const id of ['999-rule-FPT-mine', 'nonsense', '21-price_breakout-FPT-floor']) {
    const response = await fetch(whyUrl(address, id))
    expect([response.status, response.headers.get('content-type')]).toEqual([
      404,
      'application/problem+json; charset=utf-8',
    ])
    expect(await response.json()).toMatchObject({ status: 404, detail: `There is no alert "${id}".` })
  }
  expect((await fetch(`${whyUrl(address, known)}?frames=many`)).status).toBe(422)
}

/** The journal of the only run in a data folder. */
async function journalIn(dataDir: string): Promise<string> {
  const found = await readdir(dataDir, { recursive: true })
  return join(dataDir, found.find((name) => name.endsWith('journal')) ?? '')
}

describe('GET /api/alerts/{id}/why', () => {
  it(
    'tells of each kind the frames of the log, what they told, and the rule',
    { timeout: 60_000 },
    async () => {
      const dir = join(folder, 'recording')
      const journal = openJournal({ dir })
      journal.append(allKinds())
      await journal.close()
      const rules = join(folder, 'rules.yaml')
      await writeFile(rules, 'rules:\n  - name: at-the-top\n    when: price >= 107000\n')
      const job = await running([
        ...['start', '--source', 'replay', '--recording', dir, '--speed', 'max', '--port', '0'],
        ...['--data-dir', join(folder, 'replayed'), '--rules', rules],
      ])
      const alerts = await alertsOf(job.address, 5)
      const text = new Map<number, string>()
      for await (const frames of readJournal(dir)) for (const { seq, text: raw } of frames) text.set(seq, raw)
      const told = new Map<string, AlertWhyJson>()
      for (const { id, alert_type } of alerts) told.set(alert_type, await whyOf(job.address, id))
      expect([...told.keys()].sort()).toEqual([
        'basis_divergence',
        'foreign_acceleration',
        'price_breakout',
        'rule',
        'volume_spike',
      ])
      for (const one of told.values()) isWhole(one, text)
      expect([...told.values()].every(({ alert }) => alerts.some(({ id }) => id === alert.id))).toBe(true)
      const seen = (type: string) => told.get(type)?.evidence.map(({ seq, what }) => `${seq} ${what}`)
      expect(seen('volume_spike')).toEqual(
        Array.from({ length: 12 }, (_, i) => `${i + 2} trade`).concat('17 trade'),
      )
      expect(told.get('volume_spike')?.state).toMatchObject({ mean: 105.5, limit: 316.5, earlier_trades: 12 })
      expect(seen('price_breakout')).toEqual(['2 limits', '17 trade before', '21 trade'])
      expect(seen('foreign_acceleration')).toEqual(['14 net value', '19 net value', '20 net value'])
      expect(seen('basis_divergence')).toEqual(['16 basis before', '16 index', '18 future', '18 basis'])
      expect(seen('rule')).toEqual(['21 price', '21 holds since', '21 told'])

      await refuses(
        job.address,
        alerts.map(({ id }) => id),
      )
      await job.stop()
    },
  )

  it('tells the same of a live run and of its replay', { timeout: 120_000 }, async () => {
    const dataDir = join(folder, 'live')
    const live = await running([
      'start',
      '--source',
      'exchange',
      '--symbols',
      '40',
      '--speed',
      '60',
      '--port',
      '0',
      '--data-dir',
      dataDir,
    ])
    const ids = (await alertsOf(live.address, 5)).slice(-5).map(({ id }) => id)
    const told: AlertWhyJson[] = []
    for (const id of ids) told.push(await whyOf(live.address, id))
    await live.stop()
    for (const { complete, evidence } of told) {
      expect(complete).toBe(true)
      expect(evidence.length).toBeGreaterThan(1)
    }
    const replay = await running([
      ...['start', '--source', 'replay', '--recording', await journalIn(dataDir), '--speed', 'max'],
      ...['--port', '0', '--data-dir', join(folder, 'again')],
    ])
    await alertsOf(replay.address, 5)
    for (const [i, id] of ids.entries()) {
      await toldAt(replay.address, id)
      expect(await whyOf(replay.address, id)).toEqual(told[i])
    }
    await replay.stop()
  })
})
