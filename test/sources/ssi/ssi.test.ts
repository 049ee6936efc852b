import { once } from 'node:events'
import type { Subscription } from 'rxjs'
import { afterEach, describe, expect, it } from 'vitest'
import type { RawFrame } from '../../../src/domain/frame.ts'
import type { MarketMessage } from '../../../src/exchange/message.ts'
import { decode } from '../../../src/sources/decode.ts'
import { ssi, type SsiOptions } from '../../../src/sources/ssi/ssi.ts'
import { serve, stopServing } from '../../exchange/wire/serve.ts'
import { foreign, index, quote, smallExchange, status, trade } from '../../exchange/wire/small-exchange.ts'
import { describeSource } from '../contract.ts'
import { soon } from '../soon.ts'
import { calls, fakeSsi, type Script } from './fake-ssi.ts'

const SECRET = 'top-secret-9f8e'
const running: Subscription[] = []
const fakes: Awaited<ReturnType<typeof fakeSsi>>[] = []
afterEach(() => {
  for (const subscription of running.splice(0)) subscription.unsubscribe()
  for (const fake of fakes.splice(0)) fake.close()
  stopServing()
})

const options = (address: string, more: Partial<SsiOptions> = {}): SsiOptions => ({
  baseUrl: address,
  streamUrl: address,
  consumerId: 'consumer-77',
  consumerSecret: SECRET,
  requestInterval: 0,
  random: () => 0.01,
  ...more,
})

/** Runs the source, and keeps what it gives and says. */
function run(address: string, more: Partial<SsiOptions> = {}) {
  const batches: (readonly RawFrame[])[] = []
  const warnings: string[] = []
  const errors: unknown[] = []
  const subscription = ssi(options(address, { onWarning: (text) => warnings.push(text), ...more })).subscribe(
    {
      next: (batch) => batches.push(batch),
      error: (error: unknown) => errors.push(error),
    },
  )
  running.push(subscription)
  const frames = () => batches.flat()
  const texts = (source: string) =>
    frames()
      .filter((frame) => frame.source === source)
      .map((frame) => frame.text)
  const links = () => texts('link').map((text) => JSON.parse(text) as { state: string; reason: string })
  const states = () => links().map(({ state }) => state)
  return { batches, warnings, errors, subscription, frames, texts, links, states }
}

/** A far side that goes by a script, and the source that speaks to it over one connection. */
async function runFake(script?: Script, more: Partial<SsiOptions> = {}) {
  const fake = await fakeSsi(script)
  fakes.push(fake)
  return { fake, ...run(fake.address, { channels: ['X-TRADE:ALL'], ...more }) }
}

describeSource('ssi', async () => {
  let refused = false
  const fake = await fakeSsi((name) =>
    refused && name === 'AccessToken'
      ? { body: { status: 400, message: 'Key does not exist.', data: null } }
      : undefined,
  )
  fakes.push(fake)
  return {
    source: ssi(options(fake.address)),
    each: 5,
    connections: () => fake.sockets.filter((socket) => socket.readyState === socket.OPEN).length,
    wasSpokenTo: () => fake.requests.length > 0,
    send() {
      fake.say(calls(['Broadcast', '{"DataType":"B"}']))
      return '{"DataType":"B"}'
    },
    refuse() {
      refused = true
    },
  }
})

describe('ssi and the simulated exchange', () => {
  it('give every message as the exchange told it, the lists first and the link before the messages', async () => {
    const exchange = smallExchange()
    const address = await serve({ exchange })
    const { frames, states, warnings } = run(address)
    const told = () => frames().flatMap((frame, i) => decode({ ...frame, seq: i + 1 }))
    const kinds = () => told().map(({ kind }) => kind)
    await soon(() =>
      expect(new Set(kinds().slice(3))).toEqual(new Set(['status', 'quote', 'last', 'foreign', 'index'])),
    )
    expect(kinds().slice(0, 3)).toEqual(['securities', 'members', 'connection'])
    expect(states()).toEqual(['connected'])

    const before = frames().length
    const next: MarketMessage[] = [status, quote, { ...trade, totalVolume: 5_844_700 }, foreign, index]
    exchange.queue.push(...next)
    await soon(() => expect(frames()).toHaveLength(before + 5))
    expect(told().slice(before)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          kind: 'last',
          symbol: 'SSI',
          price: trade.price,
          volume: 300,
          totalVolume: 5_844_700,
          feedSide: 'buy',
        }),
        expect.objectContaining({ kind: 'quote', bids: quote.bids, asks: quote.asks }),
        expect.objectContaining({ kind: 'foreign', buyVolume: foreign.buyVolume }),
        expect.objectContaining({ kind: 'index', value: index.value, exchangeTime: index.time }),
        expect.objectContaining({ kind: 'status', session: 'LO' }),
      ]),
    )
    expect(kinds()).not.toContain('rejected')
    expect(warnings).toEqual([])
  })

  it('give all channels over one connection where that is wanted, a frame at a time', async () => {
    const exchange = smallExchange()
    const { batches, frames, links } = run(await serve({ exchange }), { combined: true })
    await soon(() => expect(frames()).toHaveLength(8))
    expect(links()[0]?.reason).toBe('F:ALL,X-QUOTE:ALL,X-TRADE:ALL,R:ALL,MI:ALL is subscribed.')
    exchange.queue.push(quote, trade, index)
    await soon(() => expect(frames()).toHaveLength(11))
    expect(batches.at(-1)?.map(({ text }) => /"DataType":"([^"]+)/.exec(text)?.[1])).toEqual([
      'X-QUOTE',
      'X-TRADE',
      'MI',
    ])
  })

  it('find each other again after the exchange was gone', async () => {
    const address = await serve()
    const { states, texts } = run(address, { channels: ['MI:ALL'] })
    await soon(() => expect(texts('ssi')).toHaveLength(1))
    stopServing()
    await soon(() => expect(states()).toEqual(['connected', 'disconnected']))
    await serve({ port: Number(new URL(address).port) })
    await soon(() => expect(states()).toEqual(['connected', 'disconnected', 'connected']))
    await soon(() => expect(texts('ssi')).toHaveLength(2))
  })
})

describe('ssi speaks the classic protocol', () => {
  it('step by step, with the token of the connection escaped, and says good-bye', async () => {
    const { fake, states, subscription } = await runFake()
    await soon(() => expect(states()).toEqual(['connected']))
    const data = 'connectionData=%5B%7B%22name%22%3A%22FcMarketDataV2Hub%22%7D%5D'
    const rest = `transport=webSockets&clientProtocol=1.4&connectionToken=aB%2B%2Fc%3D%3D&${data}`
    expect(fake.requests.map(({ url }) => url)).toEqual([
      '/api/v2/Market/AccessToken',
      '/api/v2/Market/Securities?pageIndex=1&pageSize=1000',
      '/api/v2/Market/IndexComponents?indexCode=VN30&pageIndex=1&pageSize=1000',
      `/v2.0/signalr/negotiate?clientProtocol=1.5&${data}`,
      `/v2.0/signalr/connect?${rest}&tid=0`,
      `/v2.0/signalr/start?${rest}`,
    ])
    expect(fake.switched).toEqual(['X-TRADE:ALL'])
    expect(new Set(fake.requests.slice(1).map(({ authorization }) => authorization?.slice(0, 7)))).toEqual(
      new Set(['Bearer ']),
    )

    subscription.unsubscribe()
    await soon(() => expect(fake.requests.at(-1)?.url).toBe(`/v2.0/signalr/abort?${rest}`))
    await soon(() => expect(fake.sockets[0]?.readyState).toBe(3))
  })

  it('takes several messages from a frame, and nothing from what it does not know', async () => {
    const { fake, states, batches, warnings } = await runFake()
    await soon(() => expect(states()).toEqual(['connected']))
    fake.say({})
    fake.say({
      C: 'd-1,1',
      G: 'groups',
      Z: 1,
      M: [{ H: 'Other', M: 'Broadcast', A: ['no'] }, { H: 'FcMarketDataV2Hub', M: 'Reconnected' }, 5],
    })
    fake.say({ I: '9', R: null })
    fake.say(calls(['broadcast', '{"a":1}'], ['Error', 'sample text'], ['Broadcast', { DataType: 'F' }]))
    fake.say('not JSON')
    await soon(() => expect(batches).toHaveLength(5))
    expect(batches.slice(3).map((batch) => batch.map(({ text }) => text))).toEqual([
      ['{"a":1}', '{"DataType":"F"}'],
      ['not JSON'],
    ])
    expect(warnings).toEqual(['The hub says: sample text'])
    expect(states()).toEqual(['connected'])
  })

  it.each([
    [
      'the server closes',
      (fake: (typeof fakes)[0]) => fake.sockets.at(-1)?.close(1000),
      'The stream was closed (1000).',
    ],
    [
      'the line breaks',
      (fake: (typeof fakes)[0]) => fake.sockets.at(-1)?.terminate(),
      'The stream was closed (1006).',
    ],
    [
      'the server asks to',
      (fake: (typeof fakes)[0]) => fake.say({ C: 'd-1,3', T: 1, M: [] }),
      'The server asked to reconnect.',
    ],
    ['the server fails', (fake: (typeof fakes)[0]) => fake.say({ E: 'boom' }), 'The server failed: boom'],
    [
      'the key is blocked',
      (fake: (typeof fakes)[0]) => fake.say(calls(['Error', 'Connection has been blocked, quota exceeded'])),
      'The server blocked the stream: Connection has been blocked, quota exceeded',
    ],
  ])('reconnects and subscribes again when %s', async (_, lose, reason) => {
    const { fake, links, states } = await runFake()
    await soon(() => expect(states()).toEqual(['connected']))
    lose(fake)
    await soon(() => expect(states()).toEqual(['connected', 'disconnected', 'connected']))
    expect(links()[1]?.reason).toBe(`X-TRADE:ALL: ${reason}`)
    expect(fake.switched).toEqual(['X-TRADE:ALL', 'X-TRADE:ALL'])
    expect(fake.nth('negotiate')).toBe(2)
  })

  it('takes silence beyond the keep-alive time for a loss, and any frame for life', async () => {
    const { fake, states, links } = await runFake((name) =>
      name === 'negotiate'
        ? { body: { ConnectionToken: 't', KeepAliveTimeout: 0.6, TransportConnectTimeout: 2 } }
        : undefined,
    )
    await soon(() => expect(states()).toEqual(['connected']))
    for (let i = 0; i < 4; i += 1) {
      await new Promise((resolve) => setTimeout(resolve, 200))
      fake.say({})
    }
    expect(states()).toEqual(['connected'])
    await soon(() => expect(states().slice(0, 2)).toEqual(['connected', 'disconnected']))
    expect(links()[1]?.reason).toBe('X-TRADE:ALL: The stream fell silent.')
  })

  it('gives up a connection that is not up in time', async () => {
    const { fake, warnings } = await runFake((name, { nth }) =>
      name === 'negotiate'
        ? { body: { ConnectionToken: 't', TransportConnectTimeout: nth === 1 ? 0.1 : 2 } }
        : undefined,
    )
    fake.isHealthy.init = false
    await soon(() => expect(warnings).toEqual([expect.stringContaining('The stream did not start in time.')]))
  })

  it('waits longer each time that it fails', async () => {
    const { warnings } = await runFake((name) =>
      name === 'negotiate' ? { status: 503, body: 'down' } : undefined,
    )
    await soon(() => expect(warnings.length).toBeGreaterThan(3))
    expect(warnings.slice(0, 4)).toEqual(
      ['at once', 'at once', 'at once', 'in 0.1 s'].map(
        (wait) =>
          `X-TRADE:ALL: negotiate failed with status 503 and no connection token. Trying again ${wait}.`,
      ),
    )
  })

  it('resumes where it stopped when it is told to, and nobody below notices', async () => {
    const { fake, states, texts } = await runFake(undefined, { resume: true })
    await soon(() => expect(states()).toEqual(['connected']))
    fake.say({ C: 'd-1,7|C,0', G: 'Zz+', M: [] })
    await soon(() => expect(fake.sockets).toHaveLength(1))
    // Answered when all that was sent before it has come.
    fake.sockets[0]!.ping()
    await once(fake.sockets[0]!, 'pong')
    fake.sockets[0]!.terminate()
    await soon(() => expect(fake.sockets).toHaveLength(2))
    expect(fake.requests.at(-1)?.url).toMatch(/\/reconnect\?.*&messageId=d-1%2C7%7CC%2C0&groupsToken=Zz%2B$/)
    fake.sockets[1]?.send(JSON.stringify(calls(['Broadcast', '{"missed":1}'])))
    await soon(() => expect(texts('ssi')).toEqual(['{"missed":1}']))
    expect(states()).toEqual(['connected'])
    fake.sockets[1]?.terminate()
    await soon(() => expect(states()).toEqual(['connected', 'disconnected', 'connected']))
  })

  it('tells one link of several connections: down with the first, up with the last', async () => {
    const { fake, states, links } = await runFake(undefined, {
      channels: ['F:ALL', 'R:ALL'],
      random: () => 0.1,
    })
    await soon(() => expect(fake.switched).toHaveLength(2))
    expect(states()).toEqual(['connected'])
    for (const socket of fake.sockets) socket.terminate()
    await soon(() => expect(fake.switched).toHaveLength(4))
    await soon(() => expect(states()).toEqual(['connected', 'disconnected', 'connected']))
    expect(links()[1]?.reason).toMatch(/^[FR]:ALL: The stream was closed \(1006\)\.$/)
  })
})

describe('ssi and the lists', () => {
  it('gives messages as soon as the securities are there; the members come when the next request may go out', async () => {
    const { fake, frames, states, texts } = await runFake(undefined, { requestInterval: 500 })
    await soon(() => expect(states()).toEqual(['connected']))
    fake.say(calls(['Broadcast', '{"early":1}']))
    await soon(() => expect(texts('ssi')).toEqual(['{"early":1}']))
    expect(fake.nth('IndexComponents')).toBe(0)
    await soon(() => expect(texts('ssi-rest')).toHaveLength(2))
    const events = frames().map((frame, i) => decode({ ...frame, seq: i + 1 })[0]?.kind)
    expect(events).toEqual(['securities', 'connection', 'rejected', 'members'])
  })

  it('asks for the members although no connection can be had', async () => {
    const { fake, states, texts } = await runFake((name) =>
      name === 'negotiate' ? { status: 503, body: 'down' } : undefined,
    )
    await soon(() => expect(texts('ssi-rest')).toHaveLength(2))
    expect(fake.requests.map(({ name }) => name).slice(0, 2)).toEqual(['AccessToken', 'Securities'])
    expect(states()).not.toContain('connected')
  })

  it('goes on without them, with the bundled VN30, and asks again', async () => {
    const { texts, warnings, states } = await runFake((name, { nth }) => {
      if (name === 'Securities' && nth === 1) return { status: 500, body: 'no' }
      if (name === 'IndexComponents' && nth === 1)
        return { body: { data: null, message: 'Out of order', status: 'Error' } }
      return undefined
    })
    await soon(() => expect(states()).toEqual(['connected']))
    expect(warnings).toEqual([
      'Securities is missing: Securities failed with status 500.',
      'IndexComponents is missing: IndexComponents failed: Out of order',
    ])
    await soon(() => expect(texts('ssi-rest')).toHaveLength(3))
    const events = texts('ssi-rest').map(
      (text) => decode({ seq: 1, receivedTime: 0, source: 'ssi-rest', text })[0],
    )
    expect(events.map((event) => event?.kind).sort()).toEqual(['members', 'members', 'securities'])
    expect(events[0]).toMatchObject({
      kind: 'members',
      indexId: 'VN30',
      symbols: expect.arrayContaining(['FPT', 'VCB']) as string[],
    })
    expect(texts('ssi-rest')[0]).toContain('"origin":"bundled"')
  })

  it('takes an empty list of members for a missing one', async () => {
    const { texts, warnings } = await runFake((name) =>
      name === 'IndexComponents' ? { body: { data: [], message: 'Success', status: 'SUCCESS' } } : undefined,
    )
    await soon(() => expect(texts('ssi-rest')).toHaveLength(2))
    expect(texts('ssi-rest')[1]).toContain('"origin":"bundled"')
    expect(warnings[0]).toMatch(/^IndexComponents is missing: data is \[\], expected rows/)
  })

  it('joins the pages of a long one', async () => {
    const page = (from: number, length: number) => ({
      data: Array.from({ length }, (_, i) => ({ Market: 'HOSE', Symbol: `S${from + i}` })),
      status: 'Success',
      totalRecord: 1500,
    })
    const { texts } = await runFake((name, { query }) =>
      name === 'Securities'
        ? { body: query.get('pageIndex') === '1' ? page(0, 1000) : page(1000, 500) }
        : undefined,
    )
    await soon(() => expect(texts('ssi-rest')).toHaveLength(2))
    const [list] = decode({ seq: 1, receivedTime: 0, source: 'ssi-rest', text: texts('ssi-rest')[0] ?? '' })
    expect(list?.kind === 'securities' && list.securities.length).toBe(1500)
  })
})

describe('ssi and its secrets', () => {
  it('ends with what to do when the credentials are refused', async () => {
    const { errors, frames } = await runFake((name) =>
      name === 'AccessToken'
        ? { body: { message: `Key ${SECRET} does not exist.`, status: 400, data: null } }
        : undefined,
    )
    await soon(() => expect(errors).toHaveLength(1))
    expect(errors[0]).toMatchObject({ name: 'SsiError', terminal: true })
    expect(String(errors[0])).toBe(
      'SsiError: SSI refused the credentials: Key *** does not exist. Check SSI_CONSUMER_ID and SSI_CONSUMER_SECRET, ' +
        'that the key is still valid, and that it is registered for the IP address of this machine.',
    )
    expect(frames()).toEqual([])
  })

  it('asks for another token when one is refused', async () => {
    const { fake, states, texts } = await runFake((name, { nth }) => {
      if (name === 'Securities' && nth === 1) return { body: { message: 'Token expired', status: 401 } }
      if (name === 'negotiate' && nth === 1) return { status: 401, body: 'Unauthorized' }
      return name === 'connect' && nth === 1 ? { status: 403, body: '' } : undefined
    })
    await soon(() => expect(states().at(-1)).toBe('connected'))
    expect(texts('ssi-rest')[0]).toContain('"endpoint":"Securities"')
    expect(fake.nth('AccessToken')).toBe(4)
  })

  it('tells them to nobody, whatever goes wrong', async () => {
    const token = 'eyJ0b2tlbg.eyJub25lIjoxfQ.c2lnbg'
    const { fake, warnings, links, errors } = await runFake((name, { nth }) => {
      if (name === 'AccessToken') return { body: { status: 200, data: { accessToken: token } } }
      if (name === 'Securities')
        return { body: { data: null, message: `bad token ${token} of ${SECRET}`, status: 'Error' } }
      if (name === 'IndexComponents') return { body: `{"cut ${token}` }
      if (name === 'start' && nth === 2) return { status: 500, body: token }
      return name === 'negotiate' && nth === 3 ? { body: `{"cut ${token}` } : undefined
    })
    await soon(() => expect(fake.switched).toHaveLength(1))
    fake.say(calls(['Error', `hello ${token}`]))
    fake.say({ E: `quota of ${SECRET} with ${token}` })
    await soon(() => expect(fake.switched).toHaveLength(2))
    fake.close()
    await soon(() => expect(warnings.some((text) => text.includes('ECONNREFUSED'))).toBe(true))
    const said = JSON.stringify([warnings, links(), errors])
    expect(said).toContain('bad token *** of ***')
    expect(said).toContain('quota of *** with ***')
    for (const secret of [token, SECRET, 'consumer-77']) expect(said).not.toContain(secret)
  })
})
