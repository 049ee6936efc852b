import { describe, expect, it } from 'vitest'
import { ssi3 } from '../../../src/sources/ssi3/ssi3.ts'
import { describeSource } from '../contract.ts'
import { soon } from '../soon.ts'
import { FEW, optionsOf, run, runFake, started, stopAfterEach } from './run-ssi3.ts'
import { samples } from './samples.ts'

stopAfterEach()

describeSource('ssi3', async () => {
  let refused = false
  const fake = await started(({ name }) =>
    refused && name === 'token' ? { status: 401, body: { code: 401105, msg: 'No such key' } } : undefined,
  )
  return {
    source: ssi3(optionsOf(fake.address)),
    each: 1,
    connections: fake.open,
    wasSpokenTo: () => fake.requests.length > 0,
    send() {
      fake.say(samples.trade)
      return samples.trade
    },
    refuse() {
      refused = true
    },
  }
})

describe('ssi3 at the start', () => {
  it('tells the lists first, then the link, then the messages', async () => {
    const { fake, texts, batches, states, warnings } = await runFake()
    await soon(() => expect(states()).toEqual(['connected']))
    expect(texts('ssi3-rest').map((text) => JSON.parse(text) as object)).toMatchObject([
      {
        endpoint: 'securitiesByBoard',
        body: [
          { symbol: 'FPT' },
          { symbol: 'SSI' },
          { symbol: 'CEO' },
          { symbol: 'BSR' },
          { symbol: '41I1GC000' },
        ],
      },
      { endpoint: 'securitiesByBoard', index: 'VN30', body: [{ symbol: 'FPT' }, { symbol: 'SSI' }] },
      { endpoint: 'masterdata', body: [{ symbol: 'FPT', ceiling: '105300' }] },
    ])
    fake.say(samples.trade)
    fake.say(samples.quote)
    await soon(() => expect(texts('ssi3')).toEqual([samples.trade, samples.quote]))
    expect(batches.flat().map(({ source }) => source)).toEqual([
      ...['ssi3-rest', 'ssi3-rest', 'ssi3-rest'],
      ...['link', 'ssi3', 'ssi3'],
    ])
    expect(warnings).toEqual([])
  })

  it('asks as the server wants it: paged lists in slashes, a browser in the header, the token behind Bearer', async () => {
    const { fake, states } = await runFake(undefined, undefined, { today: () => '2026-11-20' })
    await soon(() => expect(states()).toEqual(['connected']))
    const day = 'from=2026/11/20&to=2026/11/20'
    expect(fake.requests.map(({ url }) => url)).toEqual([
      '/api/v3/auth/token',
      ...['HOSE', 'HNX', 'UPCOM', 'DERIVATIVES'].map(
        (board) => `/api/v3/data/securitiesByBoard?board=${board}`,
      ),
      '/api/v3/data/securitiesByBoard?index=VN30',
      `/api/v3/data/masterdata?${day}&pageIndex=1&pageSize=1000`,
      '/ws/v3',
    ])
    const [login, ...others] = fake.requests
    expect(login?.body).toEqual({
      apiKey: expect.stringMatching(/^key/) as string,
      apiSecret: 'top-secret-9f8e',
    })
    expect(login?.headers.authorization).toBeUndefined()
    for (const { headers } of others) expect(headers.authorization).toMatch(/^Bearer eyJ/)
    for (const { headers } of fake.requests) expect(headers['user-agent']).toMatch(/^Mozilla\/5\.0 /)
  })

  it('subscribes by default to what the channels of v2 bring, futures code by code', async () => {
    const fake = await started()
    const { topics, ...options } = optionsOf(fake.address, { today: () => '2026-11-21', topics: FEW })
    expect(topics).toBe(FEW)
    const { states } = run(options)
    await soon(() => expect(states()).toEqual(['connected']))
    const futures = ['41I1GC000', '41I1H1000', '41I1H3000', '41I1H6000']
    expect(fake.subscribed()).toEqual([
      [
        'market.FLAG',
        'market.FPT',
        'market.SSI',
        ...futures.map((code) => `market.${code}`),
        ...['quote', 'trade'].flatMap((type) => [
          ...['HOSE', 'HNX', 'UPCOM'].map((board) => `${type}.${board}`),
          ...futures.map((code) => `${type}.${code}`),
        ]),
        ...['room.HOSE', 'room.HNX', 'room.UPCOM'],
        ...['VNINDEX', 'VN30', 'VN100', 'HNXINDEX', 'HNX30', 'HNXUPCOMINDEX'].map((i) => `trade.index.${i}`),
        ...['put.HOSE', 'put.HNX', 'put.UPCOM'],
        ...futures.map((code) => `put.${code}`),
        'put.*',
      ],
    ])
  })

  it('refuses a topic that is none, and an address without TLS', async () => {
    const options = optionsOf('http://127.0.0.1:1')
    expect(() => ssi3({ ...options, topics: ['order.7654321'] })).toThrow('"order.7654321" is no topic')
    const insecure = run({ ...options, streamUrl: 'ws://stream.ssi.com.vn' })
    await soon(() => expect(insecure.errors).toHaveLength(1))
    expect(insecure.errors[0]).toMatchObject({
      terminal: true,
      message: 'stream.ssi.com.vn is asked without TLS: secrets would be read on the way. Use https or wss.',
    })
    const other = run({ ...options, baseUrl: 'http://api.ssi.com.vn' })
    await soon(() => expect(other.errors).toMatchObject([{ terminal: true }]))
  })
})

describe('ssi3 and the stream', () => {
  it('splits its topics so that no frame has more than 4,000 bytes', async () => {
    const topics = Array.from({ length: 500 }, (_, i) => `trade.${String(i).padStart(3, 'A')}`)
    const { fake, states } = await runFake(undefined, undefined, { topics: [...topics, ...topics] })
    await soon(() => expect(states()).toEqual(['connected']))
    expect(fake.subscribed().flat()).toEqual(topics)
    expect(fake.frames.length).toBeGreaterThan(2)
    for (const frame of fake.frames) expect(Buffer.byteLength(frame)).toBeLessThanOrEqual(4000)
  })

  it('asks once more when no acknowledgement comes, and goes on with what is acknowledged', async () => {
    let asked = 0
    const { fake, states, warnings } = await runFake(
      undefined,
      ({ method }) => (method === 'subscribe' && (asked += 1) === 1 ? true : undefined),
      {
        times: { ack: 50 },
      },
    )
    await soon(() => expect(states()).toEqual(['connected']))
    expect(fake.subscribed()).toEqual([FEW, FEW])
    expect(warnings).toEqual([])
  })

  it('says which topics stay without an acknowledgement', async () => {
    const many = Array.from({ length: 500 }, (_, i) => `trade.A${String(i).padStart(3, '0')}`)
    const { states, warnings } = await runFake(
      undefined,
      ({ method, topics }) => (method === 'subscribe' && topics.includes('trade.A499') ? true : undefined),
      { times: { ack: 50 }, topics: many },
    )
    await soon(() => expect(states()).toEqual(['connected']))
    expect(warnings).toEqual([
      expect.stringMatching(/^The stream did not acknowledge \d+ topics, as trade\.A\d+\.$/),
    ])
  })

  it('loses a connection on which nothing is acknowledged', async () => {
    const { warnings, states } = await runFake(
      undefined,
      ({ method }) => (method === 'subscribe' ? true : undefined),
      {
        times: { ack: 20 },
      },
    )
    await soon(() => expect(warnings.length).toBeGreaterThan(0))
    expect(warnings[0]).toMatch(/^ssi3: The stream acknowledged nothing\. Trying again/)
    expect(states()).toEqual(['disconnected'])
  })

  it('finds the one topic that is refused, and keeps the others', async () => {
    const topics = ['trade.FPT', 'trade.BAD', 'quote.FPT', 'room.FPT', 'put.FPT']
    const { fake, states, warnings } = await runFake(
      undefined,
      ({ method, channel, topics: asked }, socket) => {
        if (method !== 'subscribe' || !asked.includes('trade.BAD')) return undefined
        socket.send(JSON.stringify({ method, channel, status: 'error', message: 'Invalid' }))
        return true
      },
      { topics },
    )
    await soon(() => expect(states()).toEqual(['connected']))
    expect(warnings).toEqual(['The stream refuses 1 topic, as trade.BAD: Invalid.'])
    expect(fake.subscribed().at(-1)).toEqual(['room.FPT', 'put.FPT'])
  })

  it('ends when every topic is refused for good', async () => {
    const { errors } = await runFake(undefined, ({ method, channel }, socket) => {
      if (method !== 'subscribe') return undefined
      socket.send(JSON.stringify({ method, channel, status: 'error', message: 'Denied (scope)' }))
      return true
    })
    await soon(() => expect(errors).toHaveLength(1))
    expect(errors[0]).toMatchObject({
      terminal: true,
      message: 'The stream takes none of the topics: Denied (scope).',
    })
  })

  it('holds what comes before the acknowledgement until the link is told', async () => {
    const { texts, batches } = await runFake(undefined, ({ method }, socket) => {
      if (method === 'subscribe') socket.send(samples.trade)
      return undefined
    })
    await soon(() => expect(texts('ssi3')).toEqual([samples.trade]))
    expect(batches.slice(-2).map(([frame]) => frame?.source)).toEqual(['link', 'ssi3'])
  })

  it('pings at once and again and again, and answers both ways in which a server may ping', async () => {
    const { fake, states, texts } = await runFake(undefined, undefined, { times: { ping: 40 } })
    await soon(() => expect(states()).toEqual(['connected']))
    const ping = '{"method":"ping_pong","channel":"HEARTBEAT","topics":[]}'
    const pings = () => fake.frames.filter((text) => text === ping).length
    await soon(() => expect(pings()).toBeGreaterThan(2))
    fake.say({ method: 'PING', channel: 'HEARTBEAT', time: '20-11-2026 13-05-07' })
    await soon(() => expect(fake.frames).toContain('{"method":"pong","channel":"HEARTBEAT","topics":[]}'))
    expect(texts('ssi3')).toEqual([])
  })

  it('does not log what is no market data, and logs what nobody can read', async () => {
    const { fake, states, texts } = await runFake()
    await soon(() => expect(states()).toEqual(['connected']))
    fake.say({ trading: '', data: 'trade.FPT;quote.FPT' })
    fake.say({ channel: 'TRADING', topic: 'order.7654321', data: { eventType: 'orderEvent' } })
    fake.say({ code: 200, msg: 'welcome' })
    fake.say('not JSON')
    await soon(() => expect(texts('ssi3')).toEqual(['not JSON']))
  })

  it('takes silence in spite of pings for a loss, and any frame for life', async () => {
    let isAlive = true
    const { states, links } = await runFake(
      undefined,
      ({ method }) => (method === 'ping_pong' && !isAlive ? true : undefined),
      {
        times: { ping: 50, silence: 400 },
      },
    )
    await soon(() => expect(states()).toEqual(['connected']))
    await new Promise((resolve) => setTimeout(resolve, 900))
    expect(states()).toEqual(['connected'])
    isAlive = false
    await soon(() => expect(states().slice(0, 2)).toEqual(['connected', 'disconnected']))
    expect(links()[1]?.reason).toBe('ssi3: The stream fell silent.')
  })

  it('takes up a lost connection with all topics and a token that is good', async () => {
    const { fake, states, links } = await runFake()
    await soon(() => expect(states()).toEqual(['connected']))
    fake.sockets[0]?.terminate()
    await soon(() => expect(states()).toEqual(['connected', 'disconnected', 'connected']))
    expect(links()[1]?.reason).toBe('ssi3: The stream was closed (1006).')
    expect(fake.subscribed()).toEqual([FEW, FEW])
    expect([fake.nth('token'), fake.nth('refresh')]).toEqual([1, 0])
  })
})
