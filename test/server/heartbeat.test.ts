import { expect, it } from 'vitest'
import { dial, serve } from './fixtures.ts'

/** As the composition does: beats while the test runs. */
const beating = async (settings: {
  readonly wsHeartbeatInterval: number
  readonly wsHeartbeatTimeout: number
}) => {
  const server = await serve({ settings })
  const beat = server.heartbeat$.subscribe()
  return { ...server, stop: () => beat.unsubscribe() }
}
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

it('keeps a client that answers, and cuts one that does not', async () => {
  const server = await beating({ wsHeartbeatInterval: 60, wsHeartbeatTimeout: 400 })
  const alive = dial(server, '/ws/alerts')
  const dead = dial(server, '/ws/alerts')
  await Promise.all([alive.until(1), dead.until(1)])
  // A paused client reads nothing, so it sees no ping and answers none.
  dead.socket.pause()
  await expect.poll(() => server.audiences.alerts.size, { timeout: 2_000 }).toBe(1)

  await wait(600)
  expect(alive.socket.readyState).toBe(alive.socket.OPEN)
  expect(server.audiences.alerts.size).toBe(1)
  dead.socket.resume()
  // What waits for it to read again tells it why.
  expect((await dead.closed).code).toBe(1001)
  server.stop()
})

it('gives the place of a dead client to the next one', async () => {
  const server = await serve({
    settings: { wsHeartbeatInterval: 40, wsHeartbeatTimeout: 40, wsMaxConnectionsPerIp: 1 },
  })
  const beat = server.heartbeat$.subscribe()
  const dead = dial(server, '/ws/index')
  await dead.until(1)
  dead.socket.pause()
  await expect.poll(() => server.audiences.index.size, { timeout: 2_000 }).toBe(0)
  beat.unsubscribe()
  await dial(server, '/ws/index').until(1)
})

it('waits for its time, also when it beats more often', async () => {
  const server = await beating({ wsHeartbeatInterval: 20, wsHeartbeatTimeout: 60_000 })
  const dead = dial(server, '/ws/alerts')
  await dead.until(1)
  dead.socket.pause()
  await wait(150)
  expect(server.audiences.alerts.size).toBe(1)
  server.stop()
})

it('does not beat by itself', async () => {
  const server = await serve({ settings: { wsHeartbeatInterval: 10, wsHeartbeatTimeout: 10 } })
  const client = dial(server, '/ws/alerts')
  let pings = 0
  client.socket.on('ping', () => (pings += 1))
  await client.until(1)
  await wait(80)
  expect(pings).toBe(0)
})
