// Starts the main job as a newcomer does (built files, no credentials, an empty data folder) and looks at what it serves.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'

const dataDir = mkdtempSync(join(tmpdir(), 'vnflow-smoke-'))
const job = spawn('bin/vnflow', ['start', '--port', '0', '--data-dir', dataDir], {
  stdio: ['ignore', 'pipe', 'inherit'],
})

async function get(url) {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`${url} answered ${response.status}`)
  return response
}

const volumeOf = ({ quotes }) =>
  Object.values(quotes).reduce((sum, { total_volume }) => sum + total_volume, 0)

async function look() {
  const [line] = await once(createInterface({ input: job.stdout }), 'line')
  const address = /http:\/\/\S+/.exec(line)?.[0]
  if (!address) throw new Error(`no address in the first line: ${line}`)
  const deadline = performance.now() + 10_000
  let first
  for (;;) {
    const snapshot = await (await get(new URL('/api/market/snapshot', address))).json()
    const volume = volumeOf(snapshot)
    first ??= volume
    if (volume > first && snapshot.indices.VN30) break
    if (performance.now() > deadline) throw new Error('the market did not move within 10 s of the address')
    await sleep(250)
  }
  const page = await (await get(address)).text()
  if (!page.includes('<script')) throw new Error('the page is not there')
  const metrics = await (await get(new URL('/metrics', address))).text()
  const rejected = /^rejected_total\S* (\d+)/m.exec(metrics)?.[1] ?? '0'
  if (rejected !== '0') throw new Error(`${rejected} frames were rejected`)
}

try {
  await look()
  job.kill('SIGINT')
  const [code] = await Promise.race([once(job, 'exit'), sleep(10_000, ['none'])])
  if (code !== 0) throw new Error(`Ctrl-C ended with ${code} within 10 s`)
  console.log('the main job serves a moving market and ends cleanly')
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
} finally {
  job.kill('SIGKILL')
  rmSync(dataDir, { recursive: true, force: true })
}
