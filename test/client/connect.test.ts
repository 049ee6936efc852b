import { firstValueFrom, lastValueFrom, type Observable, take, toArray } from 'rxjs'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { connect, type ConnectOptions, type MarketClient } from '../../client/index.ts'
import { alert, feed, snapshot, status } from './fixtures.ts'
import { type Loopback, loopback, type LoopbackOptions } from './loopback.ts'

const foreign = { total_net_value: 5, top_buy: [], top_sell: [] }
const indices = { VN30: { index_id: 'VN30', value: 1_285.4 } }
const greetings = {
  '/ws/market': [status, snapshot(1)],
  '/ws/foreign': [status, foreign],
  '/ws/index': [status, indices],
  '/ws/alerts': [status],
}

let server: Loopback
let client: MarketClient
const start = async (of: LoopbackOptions = { greetings }, options: ConnectOptions = {}) => {
  server = await loopback(of)
  client = connect(server.url, { WebSocket, random: () => 0.99, ...options })
}
afterEach(async () => {
  client.close()
  await server.stop()
})

function collect<T>(values$: Observable<T>) {
  const values: T[] = []
  const subscription = values$.subscribe((value) => values.push(value))
  return { values, stop: () => subscription.unsubscribe() }
}
const lastPrices = (of: { values: readonly { prices: Readonly<Record<string, unknown>> }[] }) =>
  of.values.map(({ prices }) => (prices['FPT'] as { last_price: number }).last_price)

describe('connect', () => {
  it('reads all four channels', async () => {
    await start()
    expect(await firstValueFrom(client.market$)).toEqual(snapshot(1))
    expect(await firstValueFrom(client.foreign$)).toEqual(foreign)
    expect(await firstValueFrom(client.index$)).toEqual(indices)
    expect(await firstValueFrom(client.feed$)).toEqual(feed)
    const next = firstValueFrom(client.alerts$)
    await vi.waitFor(() => expect(server.clients('/ws/alerts')).toHaveLength(1))
    server.send('/ws/alerts', alert(1))
    expect(await next).toEqual(alert(1))
  })

  it('connects on the first subscription, shares one socket, replays, and closes after the last', async () => {
    await start()
    expect(server.opened).toEqual([])
    const first = collect(client.market$)
    await vi.waitFor(() => expect(first.values).toHaveLength(1))
    const second = collect(client.market$)
    const third = collect(client.feed$)
    expect([second.values, third.values]).toEqual([[snapshot(1)], [feed]])
    expect(server.opened).toEqual(['/ws/market'])

    first.stop()
    second.stop()
    server.send('/ws/market', { ...status, connected: false, feed: { ...feed, connected: false } })
    await vi.waitFor(() => expect(third.values.at(-1)).toEqual({ ...feed, connected: false }))
    third.stop()
    await vi.waitFor(() => expect(server.clients('/ws/market')).toHaveLength(0))
    expect(await firstValueFrom(client.market$)).toEqual(snapshot(1))
    expect(server.opened).toHaveLength(2)
  })

  it('tells the state of what is connected', async () => {
    await start()
    const states = collect(client.status$)
    expect(states.values).toEqual(['disconnected'])
    const market = collect(client.market$)
    await vi.waitFor(() => expect(states.values).toEqual(['disconnected', 'connecting', 'connected']))
    market.stop()
    expect(states.values.at(-1)).toBe('disconnected')
  })

  it('passes the token on', async () => {
    await start({ greetings }, { token: 'a b&c' })
    await firstValueFrom(client.market$)
    expect(server.opened).toEqual(['/ws/market?token=a+b%26c'])
  })

  it('goes on after the server was away', async () => {
    await start()
    const market = collect(client.market$)
    const states = collect(client.status$)
    await vi.waitFor(() => expect(market.values).toHaveLength(1))
    const { port } = server
    await server.stop()
    await vi.waitFor(() => expect(states.values.at(-1)).toBe('disconnected'))
    server = await loopback({ port, greetings: { '/ws/market': [snapshot(2)] } })
    await vi.waitFor(() => expect(lastPrices(market)).toEqual([1, 2]), 3_000)
    expect(states.values.slice(-2)).toEqual(['connecting', 'connected'])
  })

  it('polls where sockets do not get through', async () => {
    let asked = 0
    await start({ sockets: false, answer: () => snapshot(++asked) })
    const market = collect(client.market$)
    const index = collect(client.index$)
    const states = collect(client.status$)
    await vi.waitFor(() => expect(lastPrices(market)).toContain(1), 5_000)
    await vi.waitFor(() => expect(index.values).toEqual([{}]), 5_000)
    expect(states.values.at(-1)).toBe('polling')
    expect(server.asked).toEqual(['/api/market/snapshot'])
  })

  it('tells each alert once, those before it connected first', async () => {
    await start({ greetings, answer: () => [alert(2), alert(1)] })
    const alerts = collect(client.alerts$)
    await vi.waitFor(() => expect(alerts.values).toHaveLength(2))
    server.send('/ws/alerts', alert(2))
    server.send('/ws/alerts', alert(3))
    await vi.waitFor(() => expect(alerts.values).toEqual([alert(1), alert(2), alert(3)]))
    expect(await firstValueFrom(client.alerts$.pipe(take(3), toArray()))).toEqual(alerts.values)
    expect(server.asked).toEqual(['/api/market/alerts?limit=200'])
  })

  it('reads the alerts that a slow reader was not sent', async () => {
    const answers = [[alert(1)], [alert(3), alert(2), alert(1)]]
    await start({ greetings, answer: () => answers.shift() })
    const alerts = collect(client.alerts$)
    await vi.waitFor(() => expect(alerts.values).toHaveLength(1))
    server.send('/ws/alerts', { type: 'loss', channel: 'alerts', missing: 2 })
    await vi.waitFor(() => expect(alerts.values).toEqual([alert(1), alert(2), alert(3)]))
  })

  it('does not ask over REST when told so', async () => {
    await start({ greetings, answer: () => [alert(1)] }, { polling: false })
    const alerts = collect(client.alerts$)
    await vi.waitFor(() => expect(server.clients('/ws/alerts')).toHaveLength(1))
    server.send('/ws/alerts', alert(2))
    await vi.waitFor(() => expect(alerts.values).toEqual([alert(2)]))
    expect(server.asked).toEqual([])
  })

  it('tells of a frame that it cannot read, and goes on', async () => {
    await start({ greetings: { '/ws/market': [{ quotes: 1 }, snapshot(1)] } })
    const rejected = collect(client.rejected$)
    expect(await firstValueFrom(client.market$)).toEqual(snapshot(1))
    expect(rejected.values).toEqual([
      { kind: 'rejected', reason: 'not what this channel carries', raw: '{"quotes":1}' },
    ])
  })

  it('completes everything on close, for good', async () => {
    await start()
    const market = lastValueFrom(client.market$)
    const states = lastValueFrom(client.status$)
    await vi.waitFor(() => expect(server.clients('/ws/market')).toHaveLength(1))
    await firstValueFrom(client.market$)
    client.close()
    expect(await market).toEqual(snapshot(1))
    expect(await states).toBe('disconnected')
    await vi.waitFor(() => expect(server.clients('/ws/market')).toHaveLength(0))
    expect(await lastValueFrom(client.market$, { defaultValue: 'nothing' })).toBe('nothing')
    expect(server.opened).toHaveLength(1)
  })

  it('says what is missing or wrong at once', async () => {
    await start()
    expect(() => connect('127.0.0.1:8000', { WebSocket })).toThrow(TypeError)
    vi.stubGlobal('WebSocket', undefined)
    expect(() => connect(server.url)).toThrow('Pass one: connect(url, { WebSocket })')
    vi.unstubAllGlobals()
  })
})
