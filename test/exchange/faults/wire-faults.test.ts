import type { Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { soon } from '../../sources/soon.ts'
import { bearer, negotiate, openHub, serve, stopServing, tokenOf } from '../wire/serve.ts'
import { acting, type Entries } from './acting.ts'
import { smallTape, tapeExchange } from './tape.ts'

const hubs: ReturnType<typeof openHub>[] = []
afterEach(() => {
  for (const { socket } of hubs.splice(0)) socket.terminate()
  stopServing()
})

const SPEED = 10

/** A faulty exchange whose time passes only when it is told to. */
async function meet(entries: Entries) {
  const { faults, events } = acting(entries)
  let time = Date.now()
  const exchange = tapeExchange(smallTape(1), 60)
  const start = exchange.now
  let passed = 0
  const address = await serve({ exchange, faults, speed: SPEED, now: () => time, disconnectTimeout: 900 })

  return {
    address,
    faults,
    /** Lets seconds of the exchange pass. */
    pass: async (seconds: number) => {
      passed += seconds
      for (let rest = seconds; rest > 0; rest -= SPEED) {
        const until = exchange.now + Math.min(rest, SPEED) * 1000
        time += (Math.min(rest, SPEED) * 1000) / SPEED
        await soon(() => expect(exchange.now).toBeGreaterThanOrEqual(until))
      }
      expect(exchange.now).toBe(start + passed * 1000)
    },
    whatHappened: () => events.map(({ kind, what }) => `${kind} ${what}`),
    login: async (consumerID = 'me') =>
      (await tokenOf(address, { consumerID, consumerSecret: 'secret' })).token,
    /** A connection, and how often it was told something. */
    connect: async (token: string) => {
      const { query } = await negotiate(address, token)
      const hub = openHub(address, `connect?${query}`, token)
      hubs.push(hub)
      await soon(() => expect(hub.frames[0]).toMatchObject({ S: 1 }))
      hub.call('SwitchChannels', 'X-TRADE:ALL', 7)
      await soon(() => expect(hub.frames).toContainEqual({ I: '7' }))
      const keptAlive = () => hub.frames.filter((frame) => Object.keys(frame).length === 0).length
      return { ...hub, query, keptAlive, heard: () => hub.told().length }
    },
    status: async (path: string, token: string) =>
      (await fetch(`${address}${path}`, { headers: bearer(token) })).status,
  }
}

/** Ten shares are in every snapshot. */
const SNAPSHOT = 10
const LIST = '/api/v2/Market/Securities'
const NEGOTIATE = '/v2.0/signalr/negotiate'

describe('connections', () => {
  it('are dropped after what was sent, and let in again', async () => {
    const { pass, login, connect, faults } = await meet({ kind: 'drop', after: 10 })
    const token = await login()
    const hub = await connect(token)
    await pass(9)
    await pass(1)
    expect(await hub.closed).toBe(1006)
    expect(hub.heard()).toBeGreaterThan(SNAPSHOT)
    expect(faults.lines()).toEqual([])
    await soon(async () => expect((await connect(token)).heard()).toBe(SNAPSHOT))
  })

  it('go dead without a word, and are closed later', async () => {
    const { pass, login, connect } = await meet({ kind: 'half-open', after: 10, for: 20 })
    const token = await login()
    const hub = await connect(token)
    await pass(11)
    const [heard, keptAlive] = [hub.heard(), hub.keptAlive()]
    let pongs = 0
    hub.socket.on('pong', () => (pongs += 1)).ping()
    const another = await connect(token)
    await pass(10)
    await soon(() => expect(another.keptAlive()).toBeGreaterThan(0))
    expect([hub.heard(), hub.keptAlive(), pongs]).toEqual([heard, keptAlive, 0])
    expect(hub.socket.readyState).toBe(hub.socket.OPEN)
    await pass(10)
    expect(await hub.closed).toBe(1006)
  })

  it('tell nothing and are kept alive in a silence', async () => {
    const { pass, login, connect } = await meet({ kind: 'silence', after: 5, for: 20 })
    const token = await login()
    const hub = await connect(token)
    await pass(5)
    const heard = hub.heard()
    const another = await connect(token)
    await pass(10)
    await soon(() => expect(another.heard()).toBeGreaterThan(SNAPSHOT))
    await soon(() => expect(hub.keptAlive()).toBeGreaterThan(0))
    expect(hub.heard()).toBe(heard)
    await pass(15)
    await soon(() => expect(hub.heard()).toBeGreaterThan(heard))
  })

  it('are slow: all comes later, in its order', async () => {
    const { pass, login, connect } = await meet({ kind: 'slow', after: 2, for: 20, by: 5 })
    const hub = await connect(await login())
    await pass(1)
    await soon(() => expect(hub.heard()).toBeGreaterThan(SNAPSHOT))
    const heard = hub.heard()
    for (let second = 1; second < 6; second++) await pass(1)
    expect(hub.heard()).toBe(heard)
    await pass(1)
    await soon(() => expect(hub.heard()).toBeGreaterThan(heard))
    await pass(30)
    const cursors = () => hub.frames.flatMap(({ C = '' }) => /,(\d+)/.exec(C)?.slice(1).map(Number) ?? [])
    await soon(() => expect(cursors().length).toBeGreaterThan(8))
    expect(cursors()).toEqual(cursors().map((_, i) => i))
  })

  it('are deaf for as long as they are open, when they were opened in bad time', async () => {
    const { pass, login, connect } = await meet({ kind: 'deaf', after: 1, for: 5 })
    const token = await login()
    const before = await connect(token)
    await pass(1)
    await before.closed
    const hub = await connect(token)
    await pass(10)
    await soon(() => expect(hub.keptAlive()).toBeGreaterThan(0))
    const another = await connect(token)
    await pass(10)
    await soon(() => expect(another.heard()).toBeGreaterThan(SNAPSHOT))
    expect(hub.heard()).toBe(0)
  })

  it('bring frames in many packets', async () => {
    const { pass, login, connect } = await meet({ kind: 'split', after: 1, for: 5 })
    const hub = await connect(await login())
    const chunks: number[] = []
    const { _socket: socket } = hub.socket as unknown as { readonly _socket: Socket }
    socket.on('data', (chunk: Buffer) => chunks.push(chunk.length))
    await pass(1)
    await soon(() => expect(hub.heard()).toBeGreaterThan(SNAPSHOT))
    const [before, whole] = [hub.heard(), chunks.length]
    await pass(4)
    await soon(() => expect(hub.heard()).toBeGreaterThan(before))
    expect(chunks.length - whole).toBeGreaterThan(5)
    const [heard, pieces] = [hub.heard(), chunks.length]
    await pass(2)
    await soon(() => expect(hub.heard()).toBeGreaterThan(heard))
    expect(chunks.length - pieces).toBeLessThan(5)
  })
})

describe('requests', () => {
  it('are too many: 429, and when to come again', async () => {
    const { address, pass, login, connect, status } = await meet({
      kind: 'too-many-requests',
      after: 1,
      for: 9,
      retryAfter: 3,
      cut: false,
    })
    const token = await login()
    const hub = await connect(token)
    await pass(1)
    const refused = await fetch(`${address}${LIST}`, { headers: bearer(token) })
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '3'])
    expect(await status(NEGOTIATE, token)).toBe(429)
    expect(await openHub(address, `connect?${hub.query}`, token).refused).toBe(429)
    expect(hub.socket.readyState).toBe(hub.socket.OPEN)
    await pass(9)
    expect(await status(LIST, token)).toBe(200)
  })

  it('meet nobody while the servers are down, and nobody who knows them after', async () => {
    const { address, pass, login, connect, status, whatHappened } = await meet({
      kind: 'restart',
      after: 1,
      for: 5,
    })
    const token = await login()
    const hub = await connect(token)
    await pass(1)
    expect(await hub.closed).toBe(1006)
    await expect(status(LIST, token)).rejects.toThrow('fetch failed')
    const refused = openHub(address, `connect?${hub.query}`, token)
    expect(await refused.closed).toBe(1006)
    await pass(5)
    expect(whatHappened()).toEqual(['restart begins', 'restart ends'])
    expect(await status(LIST, token)).toBe(401)
    const fresh = await login()
    expect(await status(`/v2.0/signalr/start?${hub.query}`, fresh)).toBe(400)
    expect((await connect(fresh)).heard()).toBeGreaterThanOrEqual(0)
  })
})

describe('tokens', () => {
  it('end all at once', async () => {
    const { address, pass, login, connect, status } = await meet({
      kind: 'token-expiry',
      after: 1,
      cut: false,
    })
    const token = await login()
    const hub = await connect(token)
    await pass(1)
    const list = await fetch(`${address}${LIST}`, { headers: bearer(token) })
    expect([list.status, await list.json()]).toMatchObject([200, { status: 401 }])
    expect(await status(NEGOTIATE, token)).toBe(401)
    expect(hub.socket.readyState).toBe(hub.socket.OPEN)
    expect(await status(NEGOTIATE, await login())).toBe(200)
  })

  it('are revoked when a refresh token came twice', async () => {
    const { pass, login, connect, status } = await meet({ kind: 'refresh-reuse', after: 1 })
    const token = await login()
    const hub = await connect(token)
    await pass(1)
    await hub.closed
    expect(await status(LIST, token)).toBe(401)
    expect(await status(LIST, await login())).toBe(200)
  })

  it('are worth nothing after a second login, nor are the connections; of others they are', async () => {
    const { pass, login, connect, status } = await meet({ kind: 'kick', after: 1, for: 5 })
    const [mine, yours] = [await login('me'), await login('you')]
    const hub = await connect(mine)
    await pass(1)
    await hub.closed
    expect(await status(LIST, mine)).toBe(401)
    expect(await status(LIST, yours)).toBe(200)

    const second = await login('me')
    const again = await connect(second)
    const third = await login('me')
    await again.closed
    expect([await status(LIST, second), await status(LIST, third), await status(LIST, yours)]).toEqual([
      401, 200, 200,
    ])
    await pass(6)
    await login('me')
    expect(await status(LIST, third)).toBe(200)
  })
})
