import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { afterwards, get, serve } from '../server/fixtures.ts'
import { badFrame } from './fuzz-server/bad-frame.ts'
import { badRequest } from './fuzz-server/bad-request.ts'
import { type Chance, chance } from './fuzz-server/chance.ts'
import { heapInUse } from './heap-in-use.ts'

const REQUESTS = 60_000
const FRAMES = 40_000
/** Connections at a time. */
const WIDTH = 24
/** Addresses of this machine that the connections come from. */
const ADDRESSES = Array.from({ length: 20 }, (_, i) => `127.0.0.${i + 10}`)
const MOST = 5

type Server = Awaited<ReturnType<typeof serve>>

const open = new Set<Socket>()
afterEach(() => {
  for (const socket of open) socket.destroy()
})

/** A connection whose answers nobody reads closely; it is there until one side has had enough. */
async function dialRaw({ port }: Server, localAddress: string): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', localAddress })
  open.add(socket)
  socket.on('error', () => undefined)
  socket.on('close', () => open.delete(socket))
  socket.resume()
  await Promise.race([once(socket, 'connect'), once(socket, 'close')]).catch(() => undefined)
  return socket
}

/** Leaves in one of the ways in which clients leave. */
async function leave(socket: Socket, { below }: Chance) {
  const way = below(3)
  if (way === 0) socket.resetAndDestroy()
  else if (way === 1) socket.destroy()
  else {
    // Half open, until the server ends its side or is not waited for any longer.
    socket.end()
    await Promise.race([once(socket, 'close').catch(() => undefined), wait(20)])
    socket.destroy()
  }
}

/** Does something again and again, some at a time, until it was done often enough; it says how often it did. */
async function often(times: number, work: (turn: number) => Promise<number>) {
  let done = 0
  let turn = 0
  const line = async () => {
    while (done < times) done += await work(turn++)
  }
  await Promise.all(Array.from({ length: WIDTH }, line))
  return done
}

const addressOf = (turn: number) => ADDRESSES[turn % ADDRESSES.length] ?? '127.0.0.1'

const requests = (server: Server, dice: Chance, times: number) =>
  often(times, async (turn) => {
    const socket = await dialRaw(server, addressOf(turn))
    const count = 1 + dice.below(12)
    for (let i = 0; i < count; i += 1) {
      const bytes = badRequest(dice)
      // The last one is now and then cut short.
      socket.write(
        i === count - 1 && dice.below(3) === 0 ? bytes.subarray(0, dice.below(bytes.length)) : bytes,
      )
    }
    await wait(dice.below(8))
    await leave(socket, dice)
    return count
  })

const doors = ['/ws', '/ws', '/ws/market', '/ws/alerts'] as const

const frames = (server: Server, dice: Chance, times: number) =>
  often(times, async (turn) => {
    const socket = await dialRaw(server, addressOf(turn))
    socket.write(
      `GET ${dice.of(doors)} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        'Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\nSec-WebSocket-Version: 13\r\n\r\n',
    )
    await Promise.race([once(socket, 'data').catch(() => undefined), wait(1_000)])
    let count = 0
    const most = 1 + dice.below(60)
    while (count < most && !socket.destroyed && socket.writable) {
      socket.write(badFrame(dice))
      count += 1
      if (dice.below(4) === 0) await wait(0)
    }
    if (dice.below(5) === 0) socket.pause()
    await wait(dice.below(8))
    await leave(socket, dice)
    return count
  })

/** Connections that give a byte now and then, and never come to an end. */
async function slowly(server: Server, count: number) {
  const text = 'GET /health HTTP/1.1\r\nHost: x\r\nX-A: b\r\nX-C: d\r\nX-E: f\r\n'
  const sockets = await Promise.all(Array.from({ length: count }, (_, i) => dialRaw(server, addressOf(i))))
  let place = 0
  const timer = setInterval(() => {
    const byte = text[place++ % text.length] ?? ''
    for (const socket of sockets) if (socket.writable) socket.write(byte)
  }, 50)
  return () => {
    clearInterval(timer)
    for (const socket of sockets) socket.destroy()
  }
}

const sockets = () => process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length

const connections = async ({ metrics }: Server) =>
  (await metrics.connections.get()).values.reduce((sum, { value }) => sum + value, 0)

/** Waits until everybody is gone. */
async function settled(server: Server) {
  for (const socket of open) socket.destroy()
  await expect.poll(() => connections(server), { timeout: 20_000 }).toBe(0)
  await expect.poll(sockets, { timeout: 20_000 }).toBeLessThanOrEqual(2)
}

/** The status with which a client is let in, or refused. */
function admission({ port }: Server, localAddress: string): Promise<number> {
  const client = new WebSocket(`ws://127.0.0.1:${port}/ws/alerts`, { localAddress })
  afterwards(() => client.terminate())
  return new Promise((resolve, reject) => {
    client.once('open', () => resolve(101))
    client.once('unexpected-response', (request, response) => {
      resolve(response.statusCode ?? 0)
      request.destroy()
    })
    client.once('error', reject)
  })
}

it('outlives 100,000 bad requests and frames, holds no place and no memory of them, and answers others meanwhile', async () => {
  const server = await serve({ settings: { wsMaxConnectionsPerIp: MOST } })
  const beating = server.heartbeat$.subscribe()
  afterwards(() => beating.unsubscribe())
  const dice = chance(20_261_121)

  // What a server builds once is no leak.
  await requests(server, dice, 1_000)
  await frames(server, dice, 1_000)
  await settled(server)
  const before = heapInUse()

  const endSlow = await slowly(server, 100)
  let answered = 0
  let slowest = 0
  const asking = setInterval(() => {
    const began = performance.now()
    void get(`${server.url}/health/live`).then(({ status }) => {
      if (status === 200) answered += 1
      slowest = Math.max(slowest, performance.now() - began)
    })
  }, 250)
  const sent = await requests(server, dice, REQUESTS)
  const told = await frames(server, dice, FRAMES)
  clearInterval(asking)
  endSlow()
  await settled(server)

  expect(sent + told).toBeGreaterThanOrEqual(REQUESTS + FRAMES)
  expect(server.errors).toEqual([])
  expect(answered).toBeGreaterThan(0)
  const after = heapInUse()
  console.log(
    `${sent} requests, ${told} frames; ${answered} others answered, the slowest in ${slowest.toFixed(0)} ms; ` +
      `heap ${before.toFixed(1)} MB before, ${after.toFixed(1)} MB after`,
  )
  expect(after - before).toBeLessThan(8)

  // Every address has all of its places, and not one more.
  for (const address of ADDRESSES) {
    const statuses = await Promise.all(Array.from({ length: MOST + 1 }, () => admission(server, address)))
    expect(statuses.sort()).toEqual([...new Array<number>(MOST).fill(101), 429])
  }
  expect((await get(`${server.url}/health/live`)).status).toBe(200)
})
