import { once } from 'node:events'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { lastValueFrom, map, mergeMap, reduce, take } from 'rxjs'
import { ssi } from '../../src/sources/ssi/ssi.ts'
import { openStore } from '../../src/store/store.ts'
import { missingMetrics } from '../deploy/used-metrics.ts'
import { endVnflow } from '../run-vnflow.ts'
import { killAll, running, snapshotWhen, volumeOf } from './running.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vnflow-start-'))
})
afterAll(async () => {
  killAll()
  await rm(folder, { recursive: true, force: true })
})

describe('vnflow start', () => {
  it(
    'serves a moving market without credentials, and ends cleanly on Ctrl-C',
    { timeout: 60_000 },
    async () => {
      const dataDir = join(folder, 'alone')
      const job = await running(['start', '--port', '0', '--symbols', '80', '--data-dir', dataDir])
      expect(job.line).toContain('simulated exchange')

      const first = await snapshotWhen(job.address, (snapshot) => volumeOf(snapshot) > 0)
      const later = await snapshotWhen(job.address, (snapshot) => volumeOf(snapshot) > volumeOf(first))
      expect(later.feed).toMatchObject({ connected: true, simulated: true })
      expect(later.indices['VN30']?.value).toBeGreaterThan(0)
      expect(later.derivatives?.symbol).toMatch(/^41I1/)

      const socket = new WebSocket(`${job.address.replace('http', 'ws')}/ws/market`)
      const messages: string[] = []
      socket.on('message', (data: Buffer) => messages.push(data.toString()))
      await once(socket, 'message')
      while (messages.length < 3) await once(socket, 'message')
      expect(JSON.parse(messages[0] ?? '')).toMatchObject({ type: 'status', connected: true })
      expect(Object.keys(JSON.parse(messages[1] ?? '') as object)).toEqual(
        expect.arrayContaining(['quotes', 'prices', 'indices', 'foreign', 'derivatives']),
      )
      socket.close()

      const metrics = await (await fetch(`${job.address}/metrics`)).text()
      expect(metrics).toMatch(/ssi_messages_received_total\{channel="X-TRADE"\} [1-9]/)
      expect(metrics).not.toMatch(/^rejected_total\{/m)
      expect(metrics).toMatch(/^dependency_up\{name="feed"\} 1$/m)
      expect(metrics).toMatch(/^trade_classification_duration_seconds_count [1-9]/m)
      expect(missingMetrics(metrics)).toEqual([])

      const { code, took } = await job.stop()
      expect(code).toBe(0)
      expect(took).toBeLessThan(10_000)
      expect(await readdir(dataDir)).toEqual(['simulated'])
    },
  )

  it('says what to do when a port is taken, and leaves nothing behind', async () => {
    const taken = createServer()
    taken.listen(0, '127.0.0.1')
    await once(taken, 'listening')
    const address = taken.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const { code, stderr } = await endVnflow([
      'start',
      '--port',
      String(port),
      '--symbols',
      '40',
      '--data-dir',
      join(folder, 'taken'),
    ])
    taken.close()
    expect(code).toBe(1)
    expect(stderr.trim().split('\n')).toHaveLength(1)
    expect(stderr).toContain(`Port ${port} on 127.0.0.1 is in use`)
    expect(await readdir(folder)).not.toContain('taken')
  })

  it('says what to do when the data folder cannot be written', async () => {
    const file = join(folder, 'a-file')
    await writeFile(file, '')
    const { code, stderr } = await endVnflow(['start', '--port', '0', '--symbols', '40', '--data-dir', file])
    expect(code).toBe(1)
    expect(stderr.trim().split('\n')).toHaveLength(1)
    expect(stderr).toMatch(/cannot write the data folder .*a-file.*--data-dir/)
  })

  it('says what to do about a bad setting', async () => {
    const { code, stderr } = await endVnflow(['start'], { WS_THROTTLE_INTERVAL_MS: 'soon' })
    expect(code).toBe(1)
    expect(stderr.trim().split('\n')).toHaveLength(1)
    expect(stderr).toMatch(/WS_THROTTLE_INTERVAL_MS.*soon/)
  })

  it('shows no other market in the place of a recording', async () => {
    const { code, stdout, stderr } = await endVnflow(['start', '--recording', 'day.ndjson', '--port', '0'])
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toMatch(/^vnflow: --recording is played with --source replay only; .*\n$/)
  })

  it('asks for credentials when the real exchange is wanted without them', async () => {
    const { code, stderr } = await endVnflow(['start', '--source', 'ssi'], {
      SSI_CONSUMER_ID: '',
      SSI_CONSUMER_SECRET: '',
    })
    expect(code).toBe(1)
    expect(stderr).toMatch(/SSI_CONSUMER_ID and SSI_CONSUMER_SECRET/)
  })
})

describe('vnflow start beside vnflow exchange', () => {
  it(
    'goes on with the trading day after a restart and a crash, what was missed in gap',
    { timeout: 180_000 },
    async () => {
      // Ten minutes before lunch at 60 times: the market falls silent after ten seconds, and totals can be compared.
      const exchange = await running([
        'exchange',
        '--port',
        '0',
        '--symbols',
        '60',
        '--date',
        '2026-11-20T11:20',
        '--speed',
        '60',
      ])
      const env = {
        SSI_CONSUMER_ID: 'test',
        SSI_CONSUMER_SECRET: 'test',
        SSI_BASE_URL: exchange.address,
        SSI_STREAM_URL: exchange.address,
      }
      const args = ['start', '--source', 'ssi', '--port', '0', '--data-dir', join(folder, 'restart')]
      const first = await running(args, env)
      const before = await snapshotWhen(first.address, (snapshot) => volumeOf(snapshot) > 0)
      expect((await first.stop()).code).toBe(0)

      const crashing = await running(args, env)
      expect(crashing.stderr()).toMatch(/going on from the snapshot of frame [1-9]/)
      await snapshotWhen(crashing.address, (snapshot) => volumeOf(snapshot) > volumeOf(before))
      await crashing.kill()

      const second = await running(args, env)
      expect(second.stderr()).toMatch(/going on from the snapshot of frame [1-9]/)
      await lunch(second.address)
      const totals = await ownTotals(exchange.address, Object.keys(before.quotes))
      const { quotes } = await snapshotWhen(second.address, () => true)
      const shown = Object.fromEntries(
        Object.keys(totals).map((symbol) => [symbol, quotes[symbol]?.total_volume ?? 0]),
      )
      expect(shown).toEqual(totals)
      expect(Object.values(quotes).some(({ gap }) => gap.total_volume > 0)).toBe(true)
      for (const {
        mua_chu_dong_volume,
        ban_chu_dong_volume,
        neutral_volume,
        gap,
        total_volume,
      } of Object.values(quotes))
        expect(mua_chu_dong_volume + ban_chu_dong_volume + neutral_volume + gap.total_volume).toBe(
          total_volume,
        )
      await second.stop()
      await exchange.stop()
      expect(await storedTotals(second.line.replace(/^.* data in /, ''), totals)).toEqual(totals)
    },
  )
})

/** What the rows of the store add up to, for the securities of `totals`. */
async function storedTotals(
  dataDir: string,
  totals: Record<string, number>,
): Promise<Record<string, number>> {
  const store = await openStore({ path: join(dataDir, 'vnflow.duckdb') })
  const rows = await store.query(`
    select symbol, sum(volume)::bigint as volume
    from (select symbol, volume from trades union all select symbol, missing_volume from gaps)
    group by symbol`)
  await store.close()
  const stored = new Map(rows.map(({ symbol, volume }) => [symbol, volume]))
  return Object.fromEntries(Object.keys(totals).map((symbol) => [symbol, Number(stored.get(symbol) ?? 0)]))
}

/** The exchange's own totals, as it tells them to whoever subscribes anew. */
async function ownTotals(address: string, symbols: readonly string[]): Promise<Record<string, number>> {
  const source = ssi({
    baseUrl: address,
    streamUrl: address,
    consumerId: 'another',
    consumerSecret: 'another',
    channels: [`X-TRADE:${symbols.join('-')}`],
  })
  const totals = await lastValueFrom(
    source.pipe(
      mergeMap((frames) => frames.filter((frame) => frame.source === 'ssi')),
      map(({ text }) => JSON.parse((JSON.parse(text) as { Content: string }).Content) as XTrade),
      take(symbols.length),
      reduce((all, { Symbol: symbol, TotalVol }) => ({ ...all, [symbol]: TotalVol }), {}),
    ),
  )
  return totals
}

interface XTrade {
  readonly Symbol: string
  readonly TotalVol: number
}

/** Waits until volume stands still for two seconds: lunch. */
async function lunch(address: string) {
  let last = -1
  let since = performance.now()
  await snapshotWhen(
    address,
    (snapshot) => {
      const volume = volumeOf(snapshot)
      if (volume !== last) {
        last = volume
        since = performance.now()
      }
      return volume > 0 && performance.now() - since > 2_000
    },
    40_000,
  )
}
