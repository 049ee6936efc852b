import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { type Asked, asked } from '../../bench/fanout/talk.ts'
import { afterwards, get } from '../server/fixtures.ts'
import { badFrame } from './fuzz-server/bad-frame.ts'
import { badRequest } from './fuzz-server/bad-request.ts'
import { type Chance, chance } from './fuzz-server/chance.ts'
import type { Standing } from './fuzz-server/server.ts'

/** How many requests and frames in all. */
const TIMES = Number(process.env['VNFLOW_FUZZ'] ?? 20_000)
/** Much longer than it takes, ms: a machine that has other work may give it a tenth of its time. */
const PATIENCE = 600_000 + TIMES * 50
/** What a server builds once is no leak. */
const WARM = Math.min(4_000, TIMES / 4)
/** Connections at a time, of each kind. */
const WIDTH = 32
/** Connections that give a byte now and then, and never come to an end. */
const SLOW = 100
/** Addresses of this machine that the connections come from. */
const ADDRESSES = Array.from({ length: 20 }, (_, i) => `127.0.0.${i + 10}`)
const MOST = 5

const open = new Set<Socket>()
afterEach(() => {
  for (const socket of open) socket.destroy()
})

/** A connection whose answers nobody reads closely; it is there until one side has had enough. */
async function dialRaw(port: number, localAddress: string): Promise<Socket> {
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

const requests = (port: number, dice: Chance, times: number) =>
  often(times, async (turn) => {
    const socket = await dialRaw(port, addressOf(turn))
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

const frames = (port: number, dice: Chance, times: number) =>
  often(times, async (turn) => {
    const socket = await dialRaw(port, addressOf(turn))
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

/** Begins to ask very slowly. What it gives tells how many the server has not had enough of, and ends them. */
async function slowly(port: number) {
  const sockets = await Promise.all(Array.from({ length: SLOW }, (_, i) => dialRaw(port, addressOf(i))))
  for (const socket of sockets) socket.write('GET /health HTTP/1.1\r\nHost: x\r\n')
  const header = 'X-A: b\r\n'
  let place = 0
  const timer = setInterval(() => {
    const byte = header[place++ % header.length] ?? ''
    for (const socket of sockets) if (socket.writable) socket.write(byte)
  }, 50)
  return {
    left: () => sockets.filter((socket) => !socket.destroyed).length,
    end() {
      clearInterval(timer)
      for (const socket of sockets) socket.destroy()
    },
  }
}

/** Waits until everybody is gone; gives how the server stands then. */
async function settled({ ask }: Asked) {
  for (const socket of open) socket.destroy()
  const standing = () => ask<Standing>('standing')
  await expect.poll(standing, { timeout: 20_000 }).toMatchObject({ sockets: 0, connections: 0, errors: [] })
  return standing()
}

/** The status with which a client is let in, or refused. */
function admission(port: number, localAddress: string): Promise<number> {
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

/** Somebody who behaves, and asks now and then. */
function behaving(port: number) {
  const statuses: number[] = []
  const timer = setInterval(
    () =>
      void get(`http://127.0.0.1:${port}/health/live`).then(
        ({ status }) => statuses.push(status),
        () => statuses.push(0),
      ),
    250,
  )
  return () => {
    clearInterval(timer)
    return statuses
  }
}

const both = (port: number, dice: Chance, times: number) =>
  Promise.all([requests(port, dice, times * 0.6), frames(port, dice, times * 0.4)])

it(
  `outlives ${TIMES} bad requests and frames, holds no place and no memory of them, and answers others meanwhile`,
  async () => {
    const server = await asked(new URL('./fuzz-server/server.ts', import.meta.url), { args: [String(MOST)] })
    afterwards(server.end)
    const port = await server.ask<number>('port')
    const dice = chance(20_261_121)
    await both(port, dice, WARM)
    const before = await settled(server)

    const slow = await slowly(port)
    const endBehaving = behaving(port)
    const began = performance.now()
    const [sent, told] = await both(port, dice, TIMES)
    const seconds = (performance.now() - began) / 1_000
    const statuses = endBehaving()
    const { longest } = await server.ask<Standing>('standing')
    await expect.poll(slow.left, { timeout: 20_000 }).toBe(0)
    slow.end()
    const after = await settled(server)

    expect(sent + told).toBeGreaterThanOrEqual(TIMES)
    expect([...new Set(statuses)]).toEqual([200])
    console.log(
      `${sent} requests, ${told} frames in ${seconds.toFixed(0)} s, of which the server worked ${(after.cpu - before.cpu).toFixed(0)} s and at most ` +
        `${longest.toFixed(0)} ms at a stretch; ${statuses.length} others answered; heap ${before.heap.toFixed(1)} MB before, ` +
        `${after.heap.toFixed(1)} MB after; rss ${before.rss.toFixed(0)} and ${after.rss.toFixed(0)} MB`,
    )
    expect(after.heap - before.heap).toBeLessThan(8)
    expect(after.rss - before.rss).toBeLessThan(32)

    // Every address has all of its places, and not one more.
    for (const address of ADDRESSES) {
      const all = await Promise.all(Array.from({ length: MOST + 1 }, () => admission(port, address)))
      expect(all.sort()).toEqual([...new Array<number>(MOST).fill(101), 429])
    }
    expect((await get(`http://127.0.0.1:${port}/health/live`)).status).toBe(200)
  },
  PATIENCE,
)
