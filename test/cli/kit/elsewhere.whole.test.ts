import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { killAll, running } from '../running.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vnflow-elsewhere-'))
})
afterAll(async () => {
  killAll()
  await rm(folder, { recursive: true, force: true })
})

/** Tells with each quote at which frame the run of the pipeline began. */
const PIPELINE = `
import { definePipeline, quotes$ } from 'vnflow/pipelines'
import { map, scan } from 'rxjs'
import { z } from 'zod'
export const begun = definePipeline({
  name: 'begun',
  inputs: { quotes$ },
  row: z.object({ since: z.number() }),
  build: ({ quotes$ }) =>
    quotes$.pipe(
      scan((since, { seq }) => since || seq, 0),
      map((since) => ({ since })),
    ),
})
`

interface Row {
  readonly stream: string
  readonly seq: number
  readonly since: number
}

it(
  'a pipeline remembers nothing of the place that a replay left, ahead or back',
  { timeout: 90_000 },
  async () => {
    const pipelines = join(folder, 'pipelines')
    await mkdir(pipelines)
    await writeFile(join(pipelines, 'begun.ts'), PIPELINE)
    const job = await running([
      ...['start', '--source', 'replay', '--recording', resolve('data/sample/2026-11-20.ndjson.gz')],
      ...['--speed', '1', '--port', '0', '--data-dir', join(folder, 'data'), '--pipelines', pipelines],
    ])
    const order = async (command: object) => {
      const response = await fetch(`${job.address}/api/replay`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(command),
      })
      return (await response.json()) as { readonly seq: number }
    }
    const rows: Row[] = []
    const socket = new WebSocket(`${job.address.replace('http', 'ws')}/ws/pipeline:begun`)
    socket.on('message', (data: Buffer) => {
      const row = JSON.parse(data.toString()) as Row
      if (row.stream === 'begun') rows.push(row)
    })
    await once(socket, 'open')
    const rowAfter = async (seq: number) => {
      for (let tries = 0; tries < 100; tries++) {
        const row = rows.find((one) => one.seq > seq)
        if (row) return row
        await sleep(100)
      }
      throw new Error(`there is no row behind frame ${seq}`)
    }
    const first = await rowAfter(0)
    await order({ action: 'pause' })
    // Until the scout has been there.
    await sleep(5_000)
    const there = await order({ action: 'seek', to: '2026-11-20T09:18:00+07:00' })
    await order({ action: 'play' })
    const ahead = await rowAfter(there.seq)
    expect(ahead.since).toBeGreaterThan(4_000)
    expect(ahead.since).toBeGreaterThan(first.seq)
    rows.splice(0)
    await order({ action: 'seek', to: '2026-11-20T09:00:30+07:00' })
    const back = await rowAfter(0)
    expect(back.since).toBeLessThan(ahead.since)
    socket.close()
    await job.stop()
  },
)
