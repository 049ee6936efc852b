import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { killAll, running, snapshotWhen, volumeOf } from './running.ts'

const SAMPLE = 'data/sample/2026-11-20.ndjson.gz'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vnflow-told-'))
})
afterAll(async () => {
  killAll()
  await rm(folder, { recursive: true, force: true })
})

/** What health and page are told while a job runs. */
async function toldBy(address: string) {
  const snapshot = await snapshotWhen(address, (seen) => volumeOf(seen) > 0)
  const health = (await (await fetch(`${address}/health`)).json()) as { environment: string }
  return { environment: health.environment, simulated: snapshot.feed.simulated, source: snapshot.feed.source }
}

/** The same of a recording that is replayed. */
async function replayed(recording: string) {
  const args = ['--recording', recording, '--speed', 'max', '--port', '0', '--data-dir', join(folder, 'data')]
  const job = await running(['start', '--source', 'replay', ...args])
  const told = await toldBy(job.address)
  await job.stop()
  return told
}

/** The same over the wire, from who serves the recording in place of the exchange; and the log that is made of it. */
async function served(recording: string) {
  const venue = await running(['exchange', '--from', recording, '--speed', 'max', '--port', '0'])
  const data = await mkdtemp(join(folder, 'wire-'))
  const job = await running(['start', '--source', 'ssi', '--port', '0', '--data-dir', data], {
    SSI_CONSUMER_ID: 'me',
    SSI_CONSUMER_SECRET: 'me',
    SSI_BASE_URL: venue.address,
    SSI_STREAM_URL: venue.address,
  })
  const told = await toldBy(job.address)
  await job.stop()
  await venue.stop()
  const [run = ''] = await readdir(join(data, 'replay'))
  const journal = await mkdtemp(join(folder, 'log-'))
  await cp(join(data, 'replay', run, 'journal'), journal, { recursive: true })
  return { told, journal }
}

it('what the simulated exchange made is never told as the market, nor the market as simulated', async () => {
  const made = { environment: 'simulated', simulated: true }
  expect(await replayed(SAMPLE)).toEqual({ ...made, source: 'replay of 2026-11-20' })
  const again = await served(SAMPLE)
  expect(again.told).toEqual({ ...made, source: 'replay of 2026-11-20' })
  // The log of that, taken out of its folder, says it still.
  expect(await replayed(again.journal)).toMatchObject(made)

  const real = join(folder, 'day.ndjson')
  await writeFile(
    real,
    gunzipSync(await readFile(SAMPLE))
      .toString()
      .replace(',"simulated":true', ''),
  )
  const market = { environment: 'market', simulated: false }
  expect(await replayed(real)).toMatchObject(market)
  const day = await served(real)
  expect(day.told).toMatchObject(market)
  expect(await replayed(day.journal)).toMatchObject(market)
}, 120_000)
