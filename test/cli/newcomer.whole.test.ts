import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { killAll, running } from './running.ts'
import { runVnflow, spawnVnflow } from '../run-vnflow.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const sample = join(root, 'data/sample/2026-11-20.ndjson.gz')

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vnflow-newcomer-'))
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
})
afterAll(async () => {
  killAll()
  await rm(folder, { recursive: true, force: true })
})

it("goes the newcomer's path: a new pipeline, its test, a replay, changes while it runs, the WebSocket", async () => {
  await runVnflow(['new', 'pipeline', 'large-trades', '--dir', folder])

  // What an installed vnflow is, are here the sources.
  await writeFile(
    join(folder, 'vitest.config.ts'),
    `export default { resolve: { alias: {
  'vnflow/pipelines': '${root}pipelines/index.ts', 'vnflow/testing': '${root}src/testing/index.ts' } } }`,
  )
  const { status, stdout } = spawnSync(join(root, 'node_modules/.bin/vitest'), ['run', '--root', folder], {
    encoding: 'utf8',
  })
  expect([status, /Tests .*1 passed/.test(stdout)]).toEqual([0, true])

  const pipelines = join(folder, 'pipelines')
  const replayed = await runVnflow(['replay', sample, '--pipelines', pipelines, '--emit', 'large-trades'])
  const rows = replayed.stdout.trim().split('\n')
  expect(rows.length).toBeGreaterThan(10)

  const file = join(pipelines, 'large-trades.ts')
  const text = await readFile(file, 'utf8')
  const dev = spawnVnflow(['dev', file, '--replay', sample, '--speed', '100', '--skip-pauses'])
  let told = ''
  for (const stream of [dev.stderr, dev.stdout])
    stream.setEncoding('utf8').on('data', (more: string) => (told += more))
  const until = async (pattern: RegExp) => {
    while (!pattern.test(told)) {
      if (dev.exitCode !== null) throw new Error(`It ended before it told ${String(pattern)}: ${told}`)
      await sleep(50)
    }
  }
  await until(/runs since the beginning/)
  // A first row: the replay has come to a place, which it keeps.
  await until(/"stream":"large-trades"/)
  await writeFile(file, text.replace('1_000_000_000', '2_000_000_000'))
  await until(/runs since \d\d:\d\d:\d\d \(loaded in \d+ ms\)/)
  await writeFile(file, text.replace('inputs: { trades$ }', 'inputs: { trades$'))
  await until(/large-trades\.ts:\d+:\d+: /)
  const ended = once(dev, 'exit')
  dev.kill('SIGINT')
  await ended
  await writeFile(file, text)

  const job = await running([
    ...['start', '--source', 'replay', '--recording', sample, '--speed', '20', '--port', '0'],
    ...['--data-dir', join(folder, 'store'), '--pipelines', pipelines],
  ])
  const socket = new WebSocket(`${job.address.replace('http', 'ws')}/ws/pipeline:large-trades`)
  const lines: string[] = []
  socket.on('message', (data: Buffer) => lines.push(data.toString()))
  await once(socket, 'open')
  await fetch(`${job.address}/api/replay`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ action: 'speed', speed: 'max' }),
  })
  while (!lines.includes(rows.at(-1) ?? '')) await sleep(50)
  const graph = (await (await fetch(`${job.address}/api/graph`)).json()) as { nodes: { id: string }[] }
  expect(graph.nodes.map(({ id }) => id)).toContain('pipeline:large-trades')
  socket.close()
  expect((await job.stop()).code).toBe(0)
})
