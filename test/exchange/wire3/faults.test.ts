import { afterEach, describe, expect, it } from 'vitest'
import { soon } from '../../sources/soon.ts'
import { acting, type Entries } from '../faults/acting.ts'
import { smallTape, tapeExchange } from '../faults/tape.ts'
import { serve, stopServing } from '../wire/serve.ts'
import { ask, isAck, KEY, login, openStream, type StreamFrame } from './serve3.ts'

afterEach(stopServing)

const SPEED = 10

/** A faulty exchange whose time passes only when it is told to. */
async function meet(entries: Entries) {
  const { faults } = acting(entries)
  let time = Date.now()
  const exchange = tapeExchange(smallTape(1), 60)
  const address = await serve({ exchange, faults, speed: SPEED, now: () => time })
  return {
    address,
    faults,
    /** Lets seconds of the exchange pass. */
    pass: async (seconds: number) => {
      for (let rest = seconds; rest > 0; rest -= SPEED) {
        const step = Math.min(rest, SPEED)
        const until = exchange.now + step * 1000
        time += (step * 1000) / SPEED
        await soon(() => expect(exchange.now).toBeGreaterThanOrEqual(until))
      }
    },
    /** A socket that has every topic. */
    connect: async (token: string) => {
      const stream = openStream(address, token)
      await stream.subscribe('trade.*', 'put.*', 'quote.*', 'room.*')
      await stream.frame(isAck)
      return { ...stream, trades: () => stream.frames.flatMap(tradeIn) }
    },
    status: async (token: string) => (await ask(address, 'data/indexList', { token })).status,
    refresh: async (refreshToken: string) =>
      (await ask(address, 'auth/refresh', { body: { refreshToken } })).body,
  }
}

interface Trade {
  readonly symbol: string
  readonly upTo: number
  readonly volume: number
}

/** A trade as a client reads it; one with a number missing is none. */
function tradeIn({ topic, data }: StreamFrame): readonly Trade[] {
  const { s, p, q, v } = (data ?? {}) as Record<string, string>
  if (typeof topic !== 'string' || !topic.startsWith('trade.') || s === undefined) return []
  return p && q && v ? [{ symbol: s, upTo: Number(v), volume: Number(q) }] : []
}

/** What is missing between the trades of each symbol. */
function holesIn(trades: readonly Trade[]) {
  const last = new Map<string, number>()
  return trades
    .toSorted((a, b) => a.upTo - b.upTo)
    .flatMap(({ symbol, upTo, volume }) => {
      const before = last.get(symbol)
      last.set(symbol, upTo)
      const from = upTo - volume
      return before !== undefined && from > before
        ? [{ symbol, from: before, to: from, volume: from - before }]
        : []
    })
}

const inOrder = <T extends { symbol: string; from: number }>(losses: readonly T[]) =>
  losses.toSorted((a, b) => a.from - b.from || (a.symbol < b.symbol ? -1 : 1))

describe('messages', () => {
  it.each([
    { kind: 'lose', share: 0.1 },
    { kind: 'empty-numbers', share: 0.1 },
    { kind: 'burst', trades: 300 },
  ])('go wrong by $kind, and the ledger knows what did not arrive', async (fault) => {
    const { pass, connect, address, faults } = await meet({ ...fault, after: 2 })
    const stream = await connect((await login(address, {})).token)
    await pass(70)
    const totals = faults.ledger.totals()
    await soon(() => {
      const seen = new Map(stream.trades().map(({ symbol, upTo }) => [symbol, upTo]))
      for (const [symbol, total] of totals) expect(seen.get(symbol)).toBe(total)
      expect(faults.lines().every((line) => line.isSettled())).toBe(true)
    })
    // What was traded before the day's first message is no loss of the line.
    const lost = faults.ledger.lost(KEY.apiKey).filter(({ from }) => from > 0)
    if (fault.kind !== 'burst') expect(lost.length).toBeGreaterThan(5)
    expect(inOrder(holesIn(stream.trades()))).toEqual(inOrder(lost))
  })

  it('have keys that nobody knows', async () => {
    const { pass, connect, address } = await meet({ kind: 'unknown-keys', after: 1, share: 1 })
    const stream = await connect((await login(address, {})).token)
    await pass(10)
    await soon(() =>
      expect(stream.frames.some(({ data }) => JSON.stringify(data ?? '').includes('"New'))).toBe(true),
    )
  })
})

describe('logins', () => {
  it('end for one key when it logs in elsewhere, with its sockets', async () => {
    const { pass, connect, address, status } = await meet({ kind: 'kick', after: 1, for: 5 })
    const mine = await login(address, {})
    const yours = await login(address, { apiKey: 'you' })
    const stream = await connect(mine.token)
    await pass(1)
    await stream.closed
    expect([await status(mine.token), await status(yours.token)]).toEqual([401, 200])
    expect(await status((await login(address, {})).token)).toBe(200)
  })

  it('outlive the end of their access tokens: they are renewed', async () => {
    const { pass, connect, address, status, refresh } = await meet({
      kind: 'token-expiry',
      after: 1,
      cut: false,
    })
    const { token, refreshToken } = await login(address, {})
    const stream = await connect(token)
    await pass(1)
    await soon(async () => expect(await status(token)).toBe(401))
    expect(stream.socket.readyState).toBe(stream.socket.OPEN)
    expect(await status(String((await refresh(refreshToken))['accessToken']))).toBe(200)
  })

  it('are revoked, tokens of both kinds, when a refresh token came twice', async () => {
    const { pass, connect, address, status, refresh } = await meet({ kind: 'refresh-reuse', after: 1 })
    const { token, refreshToken } = await login(address, {})
    const stream = await connect(token)
    await pass(1)
    await stream.closed
    expect(await status(token)).toBe(401)
    expect(await refresh(refreshToken)).toMatchObject({ code: 401103 })
  })
})

describe('requests', () => {
  it('meet 429 with the time to wait, on REST and where sockets are opened', async () => {
    const { pass, address } = await meet({
      kind: 'too-many-requests',
      after: 1,
      for: 9,
      retryAfter: 3,
      cut: false,
    })
    const { token } = await login(address, {})
    await pass(1)
    await soon(async () => {
      const { status, headers } = await ask(address, 'data/indexList', { token })
      expect([status, headers.get('Retry-After')]).toEqual([429, '3'])
    })
    expect(await openStream(address, token).closed).toBe(1006)
  })
})
