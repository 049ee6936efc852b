import { expect, it } from 'vitest'
import { afterwards, serve } from '../server/fixtures.ts'
import { openSocket } from '../server/socket/one-socket.ts'

/** Much more in all than what the system's own buffers of a connection hold. */
const PAD = 'x'.repeat(512 * 1024)
const COUNT = 36

it('a client that does not read is told that it is spared once it reads again, and closed with 4008 when it does not', async () => {
  const server = await serve({ wsQueueSize: 5, settings: { wsSlowTimeout: 1_200 } })
  const beat = server.heartbeat$.subscribe()
  afterwards(() => beat.unsubscribe())
  const [late, slow] = [await openSocket(server), await openSocket(server)]
  for (const client of [late, slow]) {
    client.ask({ op: 'subscribe', channels: ['alerts'] })
    await client.until(1)
    client.socket.pause()
  }
  for (let n = 1; n <= COUNT; n += 1) {
    server.audiences.alerts.send(JSON.stringify({ pad: PAD }))
    await new Promise((resolve) => setImmediate(resolve))
  }
  await new Promise((resolve) => setTimeout(resolve, 500))
  late.socket.resume()
  await late.find((frame) => frame.type === 'status' && frame.data.conflated === true)
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  slow.socket.resume()
  expect((await slow.closed).code).toBe(4008)
  await expect.poll(() => server.audiences.alerts.size).toBe(1)
})
