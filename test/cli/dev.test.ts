import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { endVnflow, spawnVnflow } from '../run-vnflow.ts'

const sample = 'data/sample/2026-11-20.ndjson.gz'
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vnflow-dev-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const trade = (Time: string, TotalVol: number) => {
  const share = { Symbol: 'FPT', Exchange: 'HOSE', MarketId: 'HOSE', TradingSession: 'LO' }
  const limits = { Ceiling: 145000, Floor: 126200, RefPrice: 135600 }
  const told = { TradingDate: '20/11/2026', Time, LastPrice: 135_500, LastVol: 100, TotalVol }
  const Content = JSON.stringify({ RType: 'X-TRADE', ...share, ...limits, ...told })
  return JSON.stringify({
    recv: Date.parse(`2026-11-20T${Time}+07:00`),
    source: 'ssi',
    frame: JSON.stringify({ DataType: 'X-TRADE', Content }),
  })
}

it('ends with one line where the file that it is to run is not there', async () => {
  const { code, stdout, stderr } = await endVnflow(['dev', 'nofile.ts', '--replay', sample])
  expect(stderr).toBe('vnflow: nofile.ts is not there: name a file that exports a pipeline.\n')
  expect([code, stdout]).toEqual([1, ''])
})

it('ends with one line where it is to run what can be no pipeline', async () => {
  const { code, stdout, stderr } = await endVnflow(['dev', folder, '--replay', sample])
  expect(stderr).toBe(
    `vnflow: ${folder} is no file that ends in .ts, .js or .mjs: name one that exports a pipeline.\n`,
  )
  expect([code, stdout]).toEqual([1, ''])
})

/** A pipeline of prices on two trades that are an hour apart, played as they came, and what it tells. */
async function waiting(file: string, text: string) {
  await writeFile(file, text)
  const day = join(folder, 'day.ndjson')
  await writeFile(day, [trade('10:02:13', 100), trade('11:02:13', 200)].join('\n'))
  const dev = spawnVnflow(['dev', file, '--replay', day, '--speed', '1'])
  let told = ''
  for (const stream of [dev.stderr, dev.stdout])
    stream.setEncoding('utf8').on('data', (more: string) => (told += more))
  const until = async (pattern: RegExp) => {
    while (!pattern.test(told)) {
      if (dev.exitCode !== null) throw new Error(`It ended before it told ${String(pattern)}: ${told}`)
      await sleep(50)
    }
    told = ''
  }
  return { dev, until, told: () => told }
}

const prices = (operators: string) => `import { last, map, merge } from 'rxjs'
import { z } from 'zod'
import { definePipeline, trades$ } from 'vnflow/pipelines'
export const prices = definePipeline({
  name: 'prices', inputs: { trades$ }, row: z.object({ price: z.number() }),
  build: ({ trades$ }) => ${operators}.pipe(map(({ price }) => ({ price }))),
})`

it('waits for a file that goes away while it runs', async () => {
  const file = join(folder, 'prices.ts')
  const text = prices('trades$')
  const { dev, until } = await waiting(file, text)
  try {
    // A first row: it watches by now.
    await until(/"stream":"prices"/)
    await rm(file)
    await until(/prices\.ts is not there/)
    await writeFile(file, text)
    await until(/runs since/)
  } finally {
    dev.kill('SIGKILL')
  }
})

it('tells of no end, and of nothing that comes with one, when it is stopped', async () => {
  const { dev, until, told } = await waiting(
    join(folder, 'ends.ts'),
    prices('merge(trades$, trades$.pipe(last()))'),
  )
  await until(/"stream":"prices"/)
  dev.kill('SIGINT')
  expect(await once(dev, 'close')).toEqual([0, null])
  expect(told()).toBe('')
})
