import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { killAll, running } from '../cli/running.ts'
import { sentBy } from '../server/asyncapi/sent-by.ts'
import { openSocket } from '../server/socket/one-socket.ts'

afterEach(killAll)

it('fits every frame of a run of the simulated exchange', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'vnflow-asyncapi-'))
  const server = await running(['start', '--port', '0', '--speed', '60', '--data-dir', join(folder, 'store')])
  const document = (await (await fetch(`${server.address}/api/asyncapi.json`)).json()) as Record<
    string,
    unknown
  >
  const client = await openSocket({ port: Number(new URL(server.address).port) })
  const channels = ['market', 'foreign', 'index', 'alerts', 'trades:FPT', 'bars:FPT:1m']
  client.ask({ op: 'subscribe', channels })
  await client.find((frame) => frame.type === 'event' && frame.channel === 'bars:FPT:1m')
  await client.find((frame) => frame.type === 'delta' && frame.channel === 'market')
  await client.until(100)
  expect(client.frames.flatMap(sentBy(document))).toEqual([])
  await server.stop()
  await rm(folder, { recursive: true })
})
