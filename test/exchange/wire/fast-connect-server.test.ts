import { lastValueFrom } from 'rxjs'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { fastConnectServer } from '../../../src/exchange/wire/fast-connect-server.ts'
import { bearer, encodedHubs, negotiate, openHub, serve, stopServing, tokenOf } from './serve.ts'
import { at, index, quote, smallExchange, trade } from './small-exchange.ts'

afterEach(stopServing)

/** A client with a started connection. */
async function connected(address: string, { token = '' } = {}) {
  const own = token || (await tokenOf(address)).token
  const { answer, query } = await negotiate(address, own)
  const client = openHub(address, `connect?${query}&tid=4`, own)
  await vi.waitFor(() => expect(client.frames[0]).toMatchObject({ S: 1, M: [] }))
  const start = await fetch(`${address}/v2.0/signalr/start?${query}`, { headers: bearer(own) })
  expect(await start.json()).toEqual({ Response: 'started' })
  return { ...client, answer, query, token: own }
}

describe('the access token', () => {
  it('is given to any pair of texts, and says when it ends', async () => {
    const address = await serve({ now: () => 1_000_000, tokenLife: 60_000 })
    const { body, response, token } = await tokenOf(address)
    expect(body).toMatchObject({ message: 'Success', status: 200 })
    expect(JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString())).toMatchObject({ exp: 1060 })
    expect(response.headers.get('x-vnflow-exchange')).toBe('run=test; seed=1; speed=1')
    expect((await tokenOf(address, { consumerID: '', consumerSecret: 'x' })).body).toMatchObject({
      status: 400,
    })
  })

  it('is given to one pair alone where that is set', async () => {
    const address = await serve({ credentials: { consumerId: 'me', consumerSecret: 'mine' } })
    expect((await tokenOf(address)).body).toEqual({ message: 'Key does not exist.', status: 400, data: null })
    expect((await tokenOf(address, { consumerID: 'me', consumerSecret: 'mine' })).token).not.toBe('')
  })

  it('is asked for everywhere', async () => {
    const address = await serve()
    const { token } = await tokenOf(address)
    const forged = `${token.slice(0, -3)}AAA`
    for (const wrong of [{}, bearer('x'), bearer(forged)]) {
      expect((await fetch(`${address}/api/v2/Market/Securities`, { headers: wrong })).status).toBe(401)
      expect((await fetch(`${address}/v2.0/signalr/negotiate`, { headers: wrong })).status).toBe(401)
    }
    expect(await openHub(address, `connect?connectionToken=x`, forged).refused).toBe(401)
  })

  it('ends: REST says so in the body of a 200, the stream with 401', async () => {
    let now = 1_000_000
    const address = await serve({ now: () => now, tokenLife: 1000 })
    const { token } = await tokenOf(address)
    now += 2000
    const list = await fetch(`${address}/api/v2/Market/Securities`, { headers: bearer(token) })
    expect([list.status, await list.json()]).toMatchObject([200, { status: 401 }])
    expect((await fetch(`${address}/v2.0/signalr/negotiate`, { headers: bearer(token) })).status).toBe(401)
  })
})

describe('negotiate', () => {
  it('lays down what a connection needs', async () => {
    const address = await serve()
    const { answer } = await negotiate(address, (await tokenOf(address)).token)
    expect(answer).toMatchObject({
      KeepAliveTimeout: 20,
      DisconnectTimeout: 30,
      TryWebSockets: true,
      ProtocolVersion: '1.5',
      TransportConnectTimeout: 5,
      ConnectionId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
    })
    expect(answer['ConnectionToken']).toMatch(/==$/)
  })

  it.each([
    ['1.1', '1.2'],
    ['2.1', '2.0'],
    ['x', '1.2'],
  ])('takes a client of protocol %s for one of %s, on the doubled path too', async (asked, taken) => {
    const address = await serve()
    const { token } = await tokenOf(address)
    const url = `${address}/v2.0/signalr/signalr/negotiate?clientProtocol=${asked}&connectionData=${encodedHubs}`
    const answer = await fetch(url, { headers: bearer(token), method: 'POST' })
    expect(await answer.json()).toMatchObject({ ProtocolVersion: taken })
  })
})

describe('a connection', () => {
  it('is told what stands, then what happens, of what it is subscribed to', async () => {
    const exchange = smallExchange()
    const client = await connected(await serve({ exchange }))
    client.call('SwitchChannels', 'X-TRADE:SSI,MI:ALL', 7)
    await vi.waitFor(() => expect(client.told()).toEqual(['X-TRADE SSI', 'MI VN30']))
    expect(client.frames[1]).toEqual({ I: '7' })

    exchange.queue.push(quote, { ...trade, totalVolume: 5_844_700 }, index)
    await vi.waitFor(() => expect(client.told().slice(2)).toEqual(['X-TRADE SSI', 'MI VN30']))
    expect(client.frames.at(-1)?.M).toHaveLength(2)
    expect(client.frames.at(-1)?.C).toMatch(/^d-[0-9a-f]{8},2\|/)
  })

  it('is told the state of every kind once, and bars only as they happen', async () => {
    const exchange = smallExchange()
    const client = await connected(await serve({ exchange }))
    client.call('SwitchChannels', 'ALL')
    const state = ['F SSI', 'X-QUOTE SSI', 'X SSI', 'R SSI', 'X-TRADE SSI', 'MI VN30']
    await vi.waitFor(() => expect(client.told()).toEqual(state))
    exchange.queue.push(trade)
    await vi.waitFor(() => expect(client.told().slice(6)).toEqual(['X-TRADE SSI', 'X SSI', 'B SSI']))
    const combined = client.calls().find(({ A }) => A[0]?.startsWith('{"DataType":"X",'))
    expect(combined?.A[0]).toMatch(
      /Open\\":31000\.0.*LastPrice\\":31200\.0.*BidPrice1\\":31150\.0.*CloseQtty/,
    )
  })

  it('forgets what it was subscribed to when it switches', async () => {
    const exchange = smallExchange()
    const client = await connected(await serve({ exchange }))
    client.call('SwitchChannels', 'X-TRADE:ALL')
    client.call('SwitchChannels', 'MI:VN30', 1)
    await vi.waitFor(() => expect(client.told()).toEqual(['X-TRADE SSI', 'MI VN30']))
    exchange.queue.push(trade, index)
    await vi.waitFor(() => expect(client.told().slice(2)).toEqual(['MI VN30']))
  })

  it('is sent at most 50 messages in a frame', async () => {
    const exchange = smallExchange()
    const client = await connected(await serve({ exchange }))
    client.call('SwitchChannels', 'MI:VN30')
    await vi.waitFor(() => expect(client.told()).toHaveLength(1))
    exchange.queue.push(...Array.from({ length: 120 }, () => index))
    await vi.waitFor(() => expect(client.told()).toHaveLength(121))
    expect(client.frames.map(({ M }) => M?.length).slice(-3)).toEqual([50, 50, 20])
  })

  it('is told of bad channels by the hub’s Error, and keeps what it had', async () => {
    const exchange = smallExchange()
    const client = await connected(await serve({ exchange }))
    client.call('SwitchChannels', 'MI:VN30')
    client.call('SwitchChannels', 'ZZ:ALL', 1)
    await vi.waitFor(() => expect(client.calls().at(-1)).toMatchObject({ M: 'Error' }))
    expect(client.calls().at(-1)?.A[0]).toContain('"ZZ:ALL" is not a channel')
    exchange.queue.push(index)
    await vi.waitFor(() => expect(client.told()).toHaveLength(2))
  })

  it('survives calls that there are not, and texts that are none', async () => {
    const client = await connected(await serve())
    client.socket.send('{')
    client.socket.send('null')
    client.call('NoSuch', 'x', 3)
    await vi.waitFor(() => expect(client.frames).toHaveLength(2))
    expect(client.frames[1]).toEqual({
      I: '3',
      E: "There was an error invoking Hub method 'fcmarketdatav2hub.NoSuch'.",
    })
  })

  it('is kept alive while nothing happens', async () => {
    const client = await connected(await serve({ disconnectTimeout: 240 }))
    expect(client.answer).toMatchObject({ DisconnectTimeout: 0.24, KeepAliveTimeout: 0.16 })
    await vi.waitFor(() => expect(client.frames.slice(1, 3)).toEqual([{}, {}]))
  })

  it('resumes after a drop, and is sent what it missed', async () => {
    const exchange = smallExchange()
    const address = await serve({ exchange })
    const client = await connected(address)
    client.call('SwitchChannels', 'MI:ALL')
    await vi.waitFor(() => expect(client.told()).toHaveLength(1))
    client.socket.terminate()
    await client.closed
    exchange.queue.push(index)
    await vi.waitFor(() => expect(exchange.queue).toEqual([]))

    const messageId = encodeURIComponent(client.frames.at(-1)?.C ?? '')
    const again = openHub(address, `reconnect?${client.query}&messageId=${messageId}`, client.token)
    await vi.waitFor(() => expect(again.told()).toEqual(['MI VN30']))
    exchange.queue.push(index)
    await vi.waitFor(() => expect(again.told()).toHaveLength(2))
  })

  it('is closed when it resumes from a frame that nobody knows', async () => {
    const address = await serve()
    const client = await connected(address)
    client.socket.terminate()
    const again = openHub(address, `reconnect?${client.query}&messageId=d-1%2C9`, client.token)
    expect(await again.closed).toBe(1006)
  })

  it('is forgotten when it stays away, and when it says good-bye', async () => {
    const address = await serve({ disconnectTimeout: 400 })
    const client = await connected(address)
    client.socket.terminate()
    const statusOf = async (query: string) =>
      (await fetch(`${address}/v2.0/signalr/start?${query}`, { headers: bearer(client.token) })).status
    await vi.waitFor(async () => expect(await statusOf(client.query)).toBe(400), 10_000)

    const other = await connected(address, client)
    const abort = await fetch(`${address}/v2.0/signalr/abort?${other.query}`, {
      method: 'POST',
      headers: bearer(client.token),
    })
    expect([abort.status, await abort.text()]).toEqual([200, ''])
    expect(await other.closed).toBe(1006)
    expect(await statusOf(other.query)).toBe(400)
  })

  it('belongs to who negotiated it', async () => {
    const address = await serve()
    const mine = await tokenOf(address)
    const theirs = await tokenOf(address, { consumerID: 'other', consumerSecret: 'x' })
    const { query } = await negotiate(address, mine.token)
    expect(await openHub(address, `connect?${query}`, theirs.token).refused).toBe(403)
    expect(await openHub(address, 'connect?connectionToken=none', mine.token).refused).toBe(400)
    expect(await openHub(address, 'listen', mine.token).refused).toBe(404)
  })

  it('can start with the headers of an upgrade, as SSI’s own client does', async () => {
    const address = await serve()
    const { token } = await tokenOf(address)
    const { query } = await negotiate(address, token)
    expect(await openHub(address, `start?${query}`, token).refused).toBe(200)
  })
})

describe('the server', () => {
  it('answers a ping, and nothing that it does not know', async () => {
    const address = await serve()
    const { token } = await tokenOf(address)
    const ping = await fetch(`${address}/v2.0/signalr/ping`, { headers: bearer(token) })
    expect(await ping.json()).toEqual({ Response: 'pong' })
    for (const path of ['/', '/api/v2/Market/DailyIndex', '/v2.0/signalr/poll']) {
      expect((await fetch(`${address}${path}`, { headers: bearer(token) })).status).toBe(404)
    }
    const long = await fetch(`${address}/api/v2/Market/AccessToken`, {
      method: 'POST',
      body: 'x'.repeat(70_000),
    })
    expect(long.status).toBe(400)
  })

  it('moves the market on at its speed, and never by more than a second of the wall at once', async () => {
    const exchange = smallExchange()
    let now = 0
    await serve({ exchange, speed: 10, now: () => now })
    now = 100
    await vi.waitFor(() => expect(exchange.steps.at(-1)).toBe(at('10:03:01')))
    now = 3_600_000
    await vi.waitFor(() => expect(exchange.steps.at(-1)).toBe(at('10:03:11')))
  })

  it('errs on a port in use', async () => {
    const address = await serve()
    const second$ = fastConnectServer({
      exchange: smallExchange(),
      speed: 1,
      run: 'second',
      seed: 1,
      port: Number(new URL(address).port),
      now: Date.now,
    })
    await expect(lastValueFrom(second$)).rejects.toMatchObject({ code: 'EADDRINUSE' })
  })

  it('takes its connections with it when it closes', async () => {
    const address = await serve()
    const client = await connected(address)
    stopServing()
    expect(await client.closed).toBe(1006)
    await expect(fetch(address)).rejects.toThrow('fetch failed')
  })
})
