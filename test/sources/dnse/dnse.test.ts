import type { Subscription } from 'rxjs'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { RawFrame } from '../../../src/domain/frame.ts'
import { decodeDnse } from '../../../src/sources/dnse/decode.ts'
import { decodeDnseRest } from '../../../src/sources/dnse/decode-rest.ts'
import { dnse, type DnseOptions } from '../../../src/sources/dnse/dnse.ts'
import { describeSource } from '../contract.ts'
import { soon } from '../soon.ts'
import { fakeDnse, type Script } from './fake-dnse.ts'
import { API_KEY, API_SECRET } from './fake-rest.ts'
import { instrumentRows, sample, samples } from './samples.ts'

const running: Subscription[] = []
const fakes: Awaited<ReturnType<typeof fakeDnse>>[] = []
afterEach(() => {
  for (const subscription of running.splice(0)) subscription.unsubscribe()
  for (const fake of fakes.splice(0)) fake.close()
  vi.useRealTimers()
})

const options = (address: string, more: Partial<DnseOptions> = {}): DnseOptions => ({
  baseUrl: address,
  streamUrl: address,
  apiKey: API_KEY,
  apiSecret: API_SECRET,
  symbols: ['XYZ', '41I1FB000'],
  requestInterval: 0,
  random: () => 0.01,
  isQuietPhase: () => true,
  ...more,
})

/** Runs the source, and keeps what it gives and says. */
function run(address: string, more: Partial<DnseOptions> = {}) {
  const frames: RawFrame[] = []
  const warnings: string[] = []
  const errors: unknown[] = []
  const subscription = dnse(
    options(address, { onWarning: (text) => warnings.push(text), ...more }),
  ).subscribe({
    next: (batch) => frames.push(...batch),
    error: (error: unknown) => errors.push(error),
  })
  running.push(subscription)
  const texts = (source: string) => frames.filter((frame) => frame.source === source).map(({ text }) => text)
  const links = () => texts('link').map((text) => JSON.parse(text) as { state: string; reason: string })
  const states = () => links().map(({ state }) => state)
  return { frames, warnings, errors, subscription, texts, links, states }
}

/** A far side that goes by a script, and the source that speaks to it. */
async function runFake(script?: Script, more?: Partial<DnseOptions>) {
  const fake = await fakeDnse(script)
  fakes.push(fake)
  return { fake, ...run(fake.address, more) }
}

describeSource('dnse', async () => {
  let refused = false
  const fake = await fakeDnse({
    auth: () => (refused ? { action: 'auth_error', message: 'Unknown key.' } : undefined),
  })
  fakes.push(fake)
  return {
    source: dnse(options(fake.address)),
    each: 1,
    connections: () => fake.open().length,
    wasSpokenTo: () => fake.requests.length + fake.connections.length > 0,
    send() {
      fake.say(samples.te)
      return JSON.stringify(samples.te)
    },
    refuse() {
      refused = true
    },
  }
})

describe('dnse speaks as the reference says', () => {
  it('step by step: the list, the greeting, the proof, everything in one subscription, the limits', async () => {
    const { fake, frames, states, warnings, texts } = await runFake()
    await soon(() => expect(texts('dnse-rest')).toHaveLength(3))
    expect(fake.requests).toEqual([
      '/instruments?limit=1000&page=1',
      '/price/XYZ/secdef?boardId=G1',
      '/price/41I1FB000/secdef?boardId=G1',
    ])
    expect(fake.connections.map(({ actions }) => actions)).toEqual([['auth', 'subscribe']])
    const symbols = ['XYZ', '41I1FB000']
    expect(fake.connections[0]?.channels).toEqual([
      { name: 'tick_extra.G1.json', symbols },
      { name: 'top_price.G1.json', symbols },
      { name: 'foreign.G1.json', symbols },
      { name: 'security_definition.G1.json', symbols },
      ...['VNINDEX', 'VN30', 'HNX', 'UPCOM'].map((name) => ({
        name: `market_index.${name}.json`,
        symbols: [],
      })),
      ...['STO', 'STX', 'UPX', 'FIO'].map((name) => ({ name: `session.${name}.G1.json`, symbols: [] })),
    ])
    expect(frames.slice(0, 2).map(({ source }) => source)).toEqual(['dnse-rest', 'link'])
    expect(states()).toEqual(['connected'])
    expect(fake.flaws).toEqual([])
    expect(warnings).toEqual([])
  })

  it('and proves each of two connections of one instant with a nonce of its own', async () => {
    const instant = Date.now()
    const fake = await fakeDnse({ now: () => instant })
    fakes.push(fake)
    const source = dnse(options(fake.address, { now: () => instant }))
    running.push(source.subscribe(), source.subscribe())
    await soon(() =>
      expect(fake.connections.map(({ actions }) => actions)).toEqual([
        ['auth', 'subscribe'],
        ['auth', 'subscribe'],
      ]),
    )
  })

  it('and hands on data alone, each message as it came', async () => {
    const { fake, states, texts } = await runFake()
    await soon(() => expect(states()).toEqual(['connected']))
    const data = [samples.te, { data: samples.q }, samples.mi].map((content) => JSON.stringify(content))
    for (const text of ['{"action":"pong"}', ...data, '{"a":"subscribed"}', 'not JSON']) fake.say(text)
    await soon(() => expect(texts('dnse')).toEqual([...data, 'not JSON']))
    const events = texts('dnse').flatMap((text) =>
      decodeDnse({ seq: 1, receivedTime: 0, source: 'dnse', text }),
    )
    expect(events.map(({ kind }) => kind)).toEqual(['last', 'quote', 'index', 'rejected'])
  })

  it('answers pings, and pings by itself', async () => {
    const { fake, states } = await runFake({}, { pingEvery: 20 })
    await soon(() => expect(states()).toEqual(['connected']))
    fake.say({ action: 'ping' })
    await soon(() => expect(fake.connections[0]?.actions).toContain('pong'))
    await soon(() =>
      expect(fake.connections[0]?.actions.filter((action) => action === 'ping').length).toBeGreaterThan(1),
    )
    expect(fake.connections).toHaveLength(1)
  })

  it('answers a ping before the greeting, and reads a greeting of any form', async () => {
    const { fake, states } = await runFake({ greet: () => ({ action: 'ping' }) })
    await soon(() => expect(fake.connections[0]?.actions).toEqual(['pong']))
    fake.say({ sid: '7' })
    await soon(() => expect(states()).toEqual(['connected']))
  })

  it('takes all pages of the list, however few rows DNSE puts on one', async () => {
    const pages = (_: string, query: URLSearchParams) => {
      const page = Number(query.get('page'))
      return { body: { data: instrumentRows.slice((page - 1) * 2, page * 2), total: 4, page, pageSize: 2 } }
    }
    const { fake, texts } = await runFake({
      rest: (path, query) => (path === '/instruments' ? pages(path, query) : undefined),
    })
    await soon(() => expect(texts('dnse-rest').length).toBeGreaterThan(0))
    expect(fake.requests.slice(0, 2)).toEqual([
      '/instruments?limit=1000&page=1',
      '/instruments?limit=1000&page=2',
    ])
    const text = texts('dnse-rest')[0] ?? ''
    const [list] = decodeDnseRest({ seq: 1, receivedTime: 0, source: 'dnse-rest', text })
    expect(list).toMatchObject({ kind: 'securities', securities: { length: 4 } })
  })
})

describe('dnse follows', () => {
  it('the members of the VN30 as DNSE lists them, and the futures that trade', async () => {
    const now = () => Date.parse('2025-11-05T03:00:00Z')
    const fake = await fakeDnse({ now })
    fakes.push(fake)
    const { symbols, ...rest } = options(fake.address, { now })
    expect(symbols).toHaveLength(2)
    const frames: RawFrame[] = []
    running.push(dnse(rest).subscribe((batch) => frames.push(...batch)))
    await soon(() => expect(fake.connections[0]?.channels.length).toBeGreaterThan(0))
    const futures = ['41I1FB000', '41I1FC000', '41I1G3000', '41I1G6000']
    expect(fake.connections[0]?.channels[0]?.symbols).toEqual(['XYZ', ...futures])
    expect(fake.flaws).toEqual([])
  })

  it('as many securities on a connection as its limit allows, each with all of its channels', async () => {
    const symbols = ['AAA', 'BBB', 'CCC', 'DDD', 'EEE']
    const { fake, states, links } = await runFake({ pairs: 16 }, { symbols, pairsPerConnection: 16 })
    const sizes = () => fake.connections.map(({ channels }) => channels[0]?.symbols.length).sort()
    await soon(() => expect(sizes()).toEqual([2, 3]))
    await soon(() => expect(states()).toEqual(['connected']))
    expect(links()[0]?.reason).toMatch(/^dnse [12] of 2 is subscribed\.$/)
    expect(fake.flaws).toEqual([])
  })

  it('nothing where not even one security fits, and says so at once', () => {
    expect(() => dnse(options('http://127.0.0.1:1', { pairsPerConnection: 11 }))).toThrow(
      'One connection needs room for at least 12 pairs of a channel and a symbol, not 11.',
    )
  })
})

describe('dnse is back', () => {
  it.each([1000, 1001, 1011, 1012, 4000])(
    'after a close with %d, with everything subscribed anew',
    async (code) => {
      const { fake, states, links, warnings } = await runFake()
      await soon(() => expect(states()).toEqual(['connected']))
      fake.connections[0]?.socket.close(code)
      await soon(() => expect(states()).toEqual(['connected', 'disconnected', 'connected']))
      expect(links()[1]?.reason).toBe(`dnse: The stream was closed (${code}).`)
      expect(warnings[0]).toMatch(`dnse: The stream was closed (${code}). Trying again`)
      expect(fake.connections[1]?.channels).toEqual(fake.connections[0]?.channels)
      expect(fake.flaws).toEqual([])
    },
  )

  it('after the line was cut', async () => {
    const { fake, states, links } = await runFake()
    await soon(() => expect(states()).toEqual(['connected']))
    fake.connections[0]?.socket.terminate()
    await soon(() => expect(states()).toEqual(['connected', 'disconnected', 'connected']))
    expect(links()[1]?.reason).toBe('dnse: The stream was closed (1006).')
  })

  it('before the eight hours of a connection are over', async () => {
    let ahead = 0
    const now = () => Date.now() + ahead
    const { fake, states, warnings } = await runFake({ now }, { now })
    await soon(() => expect(states()).toEqual(['connected']))
    ahead = 7.95 * 3_600_000
    await soon(() => expect(states()).toEqual(['connected', 'disconnected', 'connected']))
    expect(fake.connections.length).toBeGreaterThan(1)
    expect(warnings).toEqual([])
  })

  it('after a silence in which not even a pong came', async () => {
    const { fake, links } = await runFake(
      { greet: (nth) => (nth === 1 ? null : undefined) },
      { deafAfter: 100 },
    )
    await soon(() => expect(links()[0]?.reason).toBe('dnse: The stream fell silent.'))
    await soon(() => expect(fake.connections.length).toBeGreaterThan(1))
  })

  it('after an acknowledgement that nothing followed while the market was open', async () => {
    const { links } = await runFake({}, { isQuietPhase: () => false, proveWithin: 200 })
    await soon(() =>
      expect(links()[1]?.reason).toMatch('The subscription was acknowledged, but nothing came'),
    )
  })

  it('after indices alone came where many securities should have news', async () => {
    const symbols = Array.from({ length: 10 }, (_, i) => `AA${i}`)
    const { fake, states, links } = await runFake(
      {},
      { symbols, isQuietPhase: () => false, proveWithin: 300 },
    )
    await soon(() => expect(states()).toEqual(['connected']))
    const beat = setInterval(() => fake.say(samples.mi), 20)
    await soon(() => expect(links()[1]?.reason).toMatch('nothing came'))
    clearInterval(beat)
  })

  it('after a subscription was refused', async () => {
    const full = { action: 'error', message: 'too many subscriptions' }
    const { states, links } = await runFake({ subscribe: (nth) => (nth === 1 ? full : undefined) })
    await soon(() => expect(states()).toEqual(['disconnected', 'connected']))
    expect(links()[0]?.reason).toBe('dnse: DNSE refused the subscription (too many subscriptions).')
  })

  it('after an error of DNSE’s own before it was known', async () => {
    const busy = { action: 'error', code: 'BUSY', msg: 'try later' }
    const { states, links } = await runFake({ auth: (nth) => (nth === 1 ? busy : undefined) })
    await soon(() => expect(states()).toEqual(['disconnected', 'connected']))
    expect(links()[0]?.reason).toBe('dnse: DNSE failed (BUSY: try later).')
  })

  it('after DNSE was gone for a while, at the same address', async () => {
    const { fake, states } = await runFake()
    await soon(() => expect(states()).toEqual(['connected']))
    fake.close()
    await soon(() => expect(states()).toEqual(['connected', 'disconnected']))
    const again = await fakeDnse({}, Number(new URL(fake.address).port))
    fakes.push(again)
    await soon(() => expect(states()).toEqual(['connected', 'disconnected', 'connected']))
    expect(again.flaws).toEqual([])
  })
})

describe('dnse ends', () => {
  it.each([
    { action: 'auth_error', message: 'Invalid signature' },
    { a: 'auth_error', msg: 'Invalid signature' },
    { action: 'error', code: 'AUTH_FAILED', message: 'Invalid signature' },
  ])('when the credentials are refused: %j', async (refusal) => {
    const { fake, errors, links } = await runFake({ auth: () => refusal })
    await soon(() => expect(errors).toHaveLength(1))
    expect(String(errors[0])).toMatch(
      /^SessionError: DNSE refused the credentials \(.*Invalid signature\)\. Check DNSE_API_KEY/,
    )
    expect(links()).toEqual([])
    expect(fake.connections).toHaveLength(1)
  })
})

describe('what REST refuses', () => {
  it('is a warning, and the list is asked for again', async () => {
    const { fake, states, texts, warnings } = await runFake({
      rest: (path, _, nth) =>
        path === '/instruments' && nth < 3
          ? { status: 500, body: { code: 'OA-009', message: 'System error' } }
          : undefined,
    })
    await soon(() =>
      expect(texts('dnse-rest').some((text) => text.startsWith('{"endpoint":"instruments"'))).toBe(true),
    )
    expect(warnings).toEqual([
      'The list of instruments is missing: instruments failed with status 500 (OA-009: System error).',
    ])
    expect(states()).toEqual(['connected'])
    expect(fake.flaws).toEqual([])
  })

  it.each([
    ['no rows', { body: { data: 'none' } }, 'instruments were answered without rows.'],
    ['no JSON', { body: '<html>' }, 'instruments was answered with what is not JSON.'],
    ['an empty list', { body: { data: [], total: 0 } }, 'body is {"data":[],"total":0}, expected rows'],
  ])('holds for %s', async (_, answer, reason) => {
    const { warnings } = await runFake({ rest: (path) => (path === '/instruments' ? answer : undefined) })
    await soon(() => expect(warnings[0]).toBe(`The list of instruments is missing: ${reason}`))
  })

  it('waits as long as it is asked to', async () => {
    const { fake, warnings } = await runFake({
      rest: (path, _, nth) =>
        path === '/instruments' && nth === 1
          ? { status: 429, headers: { 'retry-after': '1' }, body: {} }
          : undefined,
    })
    await soon(() => expect(warnings).toHaveLength(1))
    const before = performance.now()
    await soon(() => expect(fake.requests.filter((url) => url.startsWith('/instruments'))).toHaveLength(2))
    expect(performance.now() - before).toBeGreaterThan(900)
  })

  it('lets the questions behind it wait, too: they are as many as there are securities', async () => {
    const { fake, texts } = await runFake({
      rest: (path, _, nth) =>
        path === '/price/XYZ/secdef' && nth === 1
          ? { status: 429, headers: { 'retry-after': '1' }, body: {} }
          : undefined,
    })
    const asked = () => fake.requests.filter((url) => url.startsWith('/price/')).length
    await soon(() => expect(asked()).toBe(1))
    const before = performance.now()
    await soon(() => expect(asked()).toBe(2))
    expect(performance.now() - before).toBeGreaterThan(900)
    await soon(() => expect(texts('dnse-rest')).toHaveLength(2))
  })

  it('of limits is asked for again after a minute, and is then a warning', async () => {
    vi.useFakeTimers({
      toFake: ['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval'],
      shouldAdvanceTime: true,
    })
    const { fake, texts, warnings } = await runFake({
      rest: (path) =>
        path === '/price/XYZ/secdef' ? { status: 404, body: { message: 'no such symbol' } } : undefined,
    })
    const asked = () => fake.requests.filter((url) => url.startsWith('/price/XYZ')).length
    await soon(() => expect(texts('dnse-rest')).toHaveLength(2))
    for (const nth of [2, 3]) {
      await vi.advanceTimersByTimeAsync(60_000)
      await soon(() => expect(asked()).toBe(nth))
    }
    await soon(() => expect(warnings).toHaveLength(1))
    expect(warnings[0]).toBe(
      'The limits of XYZ are missing: price/XYZ/secdef failed with status 404 (no such symbol).',
    )
    expect(fake.requests.filter((url) => url.startsWith('/price/41I1FB000'))).toHaveLength(1)
  })

  it('is not asked for again by a reconnect of the same day', async () => {
    const { fake, states, texts } = await runFake()
    await soon(() => expect(texts('dnse-rest')).toHaveLength(3))
    fake.connections[0]?.socket.terminate()
    await soon(() => expect(states()).toEqual(['connected', 'disconnected', 'connected']))
    fake.say(sample('te'))
    await soon(() => expect(texts('dnse')).toHaveLength(1))
    expect(fake.requests).toHaveLength(3)
  })
})

describe('key and secret', () => {
  it('are told to nobody, whatever goes wrong', async () => {
    const echo = `bad ${API_KEY} with ${API_SECRET}`
    const { fake, warnings, links, errors, frames } = await runFake({
      rest: (path) =>
        path === '/instruments'
          ? { body: { data: [], message: echo } }
          : { status: 400, body: { message: echo } },
      subscribe: (nth) => (nth === 1 ? { action: 'error', message: echo } : undefined),
      auth: (nth) => (nth === 3 ? { action: 'auth_error', message: echo } : undefined),
    })
    await soon(() => expect(links().map(({ state }) => state)).toEqual(['disconnected', 'connected']))
    fake.say({ action: 'error', message: echo })
    fake.say({ action: 'notice', message: echo })
    await soon(() => expect(warnings.filter((text) => text.startsWith('DNSE says'))).toHaveLength(2))
    fake.connections[1]?.socket.close(1011)
    await soon(() => expect(errors).toHaveLength(1))
    const said = JSON.stringify([warnings, links(), frames, String(errors[0])])
    expect(said).toContain('bad *** with ***')
    for (const secret of [API_KEY, API_SECRET]) expect(said).not.toContain(secret)
  })
})
