import { firstValueFrom, lastValueFrom, type Observable, take, toArray } from 'rxjs'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { connect, type ConnectOptions, type MarketClient } from '../../client/index.ts'
import { alert, bar, feed, snapshot, trade } from './fixtures.ts'
import { type Loopback, loopback, type LoopbackOptions } from './loopback.ts'

const foreign = { total_net_value: 5, top_buy: [], top_sell: [] }
const indices = { VN30: { index_id: 'VN30', value: 1_285.4 } }
const states = { market: snapshot(1), foreign, index: indices, alerts: [] }

let server: Loopback
let client: MarketClient
const start = async (of: LoopbackOptions = { states }, options: ConnectOptions = {}) => {
  server = await loopback(of)
  client = connect(server.url, { WebSocket, random: () => 0.01, ...options })
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
const isRead = (channel: string) => vi.waitFor(() => expect(server.isRead(channel)).toBe(true))

describe('connect', () => {
  it('reads all channels over one socket', async () => {
    await start()
    const [alerts, trades, bars, rows] = [
      collect(client.alerts$),
      collect(client.trades('FPT')),
      collect(client.bars('FPT')),
      collect(client.pipeline('big')),
    ]
    expect(await firstValueFrom(client.market$)).toEqual(snapshot(1))
    expect(await firstValueFrom(client.foreign$)).toEqual(foreign)
    expect(await firstValueFrom(client.index$)).toEqual(indices)
    expect(await firstValueFrom(client.feed$)).toEqual(feed)
    for (const channel of ['alerts', 'trades:FPT', 'bars:FPT:1m', 'pipeline:big']) await isRead(channel)
    const row = { stream: 'big', seq: 7, symbol: 'FPT', size: 3 }
    server.tell('event', 'alerts', alert(1))
    server.tell('event', 'trades:FPT', trade(1))
    server.tell('event', 'bars:FPT:1m', bar(1))
    server.tell('event', 'pipeline:big', row)
    await vi.waitFor(() => expect(rows.values).toEqual([row]))
    expect([alerts.values, trades.values, bars.values]).toEqual([[alert(1)], [trade(1)], [bar(1)]])
    expect(server.opened).toEqual(['/ws'])
  })

  it('asks for all that is wanted in one request, and leaves what is not', async () => {
    await start()
    const kept = collect(client.market$)
    await vi.waitFor(() => expect(kept.values).toHaveLength(1))
    const left = ['ACB', 'FPT', 'HPG'].map((symbol) => collect(client.trades(symbol)))
    await isRead('trades:HPG')
    left.forEach(({ stop }) => stop())
    await vi.waitFor(() => expect(server.isRead('trades:HPG')).toBe(false))
    const channels = ['trades:ACB', 'trades:FPT', 'trades:HPG']
    expect(server.said).toEqual([
      { op: 'subscribe', channels: ['market'] },
      { op: 'subscribe', channels },
      { op: 'unsubscribe', channels },
    ])
  })

  it('folds what changed into the whole state', async () => {
    await start()
    const market = collect(client.market$)
    await vi.waitFor(() => expect(market.values).toHaveLength(1))
    const vcb = { last_price: 60_000, bids: [], asks: [] }
    server.tell('delta', 'market', { prices: { VCB: vcb }, derivatives: null })
    await vi.waitFor(() => expect(market.values).toHaveLength(2))
    expect(market.values[1]).toEqual({ ...snapshot(1), prices: { ...snapshot(1).prices, VCB: vcb } })
  })

  it('connects on the first subscription, replays, and closes after the last', async () => {
    await start()
    expect(server.opened).toEqual([])
    const first = collect(client.market$)
    await vi.waitFor(() => expect(first.values).toHaveLength(1))
    const second = collect(client.market$)
    const third = collect(client.feed$)
    expect([second.values, third.values]).toEqual([[snapshot(1)], [feed]])

    first.stop()
    second.stop()
    server.status({ connected: false })
    await vi.waitFor(() => expect(third.values.at(-1)).toEqual({ ...feed, connected: false }))
    third.stop()
    await vi.waitFor(() => expect(server.clients()).toHaveLength(0))
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

  it('resumes each channel after the server cut it off', async () => {
    await start()
    const market = collect(client.market$)
    const trades = collect(client.trades('FPT'))
    await isRead('trades:FPT')
    server.tell('event', 'trades:FPT', trade(1))
    server.tell('event', 'trades:FPT', trade(2))
    await vi.waitFor(() => expect(trades.values).toHaveLength(2))
    server.clients()[0]!.terminate()
    await vi.waitFor(() => expect(server.opened).toHaveLength(2))
    await isRead('trades:FPT')
    expect(server.said.at(-1)).toEqual({
      op: 'subscribe',
      channels: ['market', 'trades:FPT'],
      resume: { market: 1, 'trades:FPT': 2 },
    })
    server.tell('event', 'trades:FPT', trade(3))
    await vi.waitFor(() => expect(trades.values).toEqual([trade(1), trade(2), trade(3)]))
    expect(lastPrices(market)).toContain(1)
  })

  it('goes on after the server was away', async () => {
    await start({ states }, { polling: false })
    const market = collect(client.market$)
    const standing = collect(client.status$)
    await vi.waitFor(() => expect(market.values).toHaveLength(1))
    const { port } = server
    await server.stop()
    await vi.waitFor(() => expect(standing.values).toContain('disconnected'))
    server = await loopback({ port, states: { market: snapshot(2) } })
    await vi.waitFor(() => expect(lastPrices(market)).toContain(2), 10_000)
    await vi.waitFor(() => expect(standing.values.at(-1)).toBe('connected'), 10_000)
  })

  it('polls where sockets do not get through, with the token', async () => {
    let asked = 0
    const tokens = new Set<string | undefined>()
    const answer: LoopbackOptions['answer'] = (_path, { headers }) => {
      tokens.add(headers.authorization)
      return snapshot(++asked)
    }
    await start({ sockets: false, answer }, { token: 'secret' })
    const market = collect(client.market$)
    const index = collect(client.index$)
    const states = collect(client.status$)
    await vi.waitFor(() => expect(lastPrices(market)).toContain(1), 5_000)
    await vi.waitFor(() => expect(index.values).toEqual([{}]), 5_000)
    expect(states.values.at(-1)).toBe('polling')
    expect(server.asked).toEqual(['/api/market/snapshot'])
    expect([...tokens]).toEqual(['Bearer secret'])
  })

  it('tells each alert once, those of before too', async () => {
    const known = { ...states, alerts: [alert(2)] }
    await start({ states: known, answer: () => [alert(2), alert(1)] })
    const alerts = collect(client.alerts$)
    await vi.waitFor(() => expect(alerts.values).toHaveLength(2))
    server.tell('event', 'alerts', alert(2))
    server.tell('event', 'alerts', alert(3))
    await vi.waitFor(() => expect(alerts.values).toHaveLength(3))
    expect(alerts.values.toSorted((a, b) => +a.id - +b.id)).toEqual([alert(1), alert(2), alert(3)])
    expect(await firstValueFrom(client.alerts$.pipe(take(3), toArray()))).toEqual(alerts.values)
    expect(server.asked).toEqual(['/api/market/alerts?limit=200'])
  })

  it('tells what a slow reader was not sent, and reads the alerts among it', async () => {
    const answers = [[alert(1)], [alert(3), alert(2), alert(1)]]
    await start({ states, answer: () => answers.shift() })
    const losses = collect(client.losses$)
    const alerts = collect(client.alerts$)
    await vi.waitFor(() => expect(alerts.values).toHaveLength(1))
    await isRead('alerts')
    server.send({ type: 'loss', channel: 'alerts', seq: 3, data: { missing: 2 } })
    await vi.waitFor(() => expect(alerts.values).toEqual([alert(1), alert(2), alert(3)]))
    expect(losses.values).toEqual([{ channel: 'alerts', missing: 2 }])
  })

  it('does not ask over REST when told so', async () => {
    await start({ states, answer: () => [alert(1)] }, { polling: false })
    const alerts = collect(client.alerts$)
    await isRead('alerts')
    server.tell('event', 'alerts', alert(2))
    await vi.waitFor(() => expect(alerts.values).toEqual([alert(2)]))
    expect(server.asked).toEqual([])
  })

  it('tells of a frame that it cannot read and of a request that is refused, and goes on', async () => {
    await start({ states: {} })
    const rejected = collect(client.rejected$)
    const market = collect(client.market$)
    await isRead('market')
    server.send('7')
    server.tell('snapshot', 'market', { quotes: 1 })
    server.send({ type: 'error', data: { message: 'There is no such channel.', allowed: 'market' } })
    server.tell('snapshot', 'market', snapshot(1))
    await vi.waitFor(() => expect(market.values).toEqual([snapshot(1)]))
    expect(rejected.values.map(({ reason }) => reason)).toEqual([
      'not a frame',
      'not what this channel carries',
      'There is no such channel. market',
    ])
  })

  it('completes everything on close, for good', async () => {
    await start()
    const market = lastValueFrom(client.market$)
    const states = lastValueFrom(client.status$)
    await isRead('market')
    await firstValueFrom(client.market$)
    client.close()
    expect(await market).toEqual(snapshot(1))
    expect(await states).toBe('disconnected')
    await vi.waitFor(() => expect(server.clients()).toHaveLength(0))
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

describe('where a replay goes elsewhere', () => {
  const status = { connected: true, stale: false, source: 'replay', simulated: true }
  const arrive = (channel: string, data: unknown) =>
    server.send({ type: 'snapshot', channel, seq: 9, feed: status, timeline: 2, data })

  it('says so, tells the alerts that are there, asks for those of before, and replays none of the other place', async () => {
    let backlog = [alert(3), alert(2), alert(1)]
    await start({ states: { alerts: [alert(1), alert(2)] }, answer: () => backlog })
    const moves = collect(client.moves$)
    const first = collect(client.alerts$)
    await vi.waitFor(() => expect(first.values).toHaveLength(3))
    backlog = [alert(2), alert(1)]
    arrive('alerts', [alert(2)])
    await vi.waitFor(() => expect(first.values).toHaveLength(5))
    expect(first.values.slice(3).map(({ id }) => id)).toEqual([alert(2).id, alert(1).id])
    expect(moves.values).toEqual(['alerts'])
    const second = collect(client.alerts$)
    expect(second.values).toEqual(first.values.slice(3))
    server.tell('event', 'alerts', alert(3))
    await vi.waitFor(() => expect(second.values).toHaveLength(3))
    expect(first.values).toHaveLength(6)
  })

  it('says so of the channels of a security before what is there', async () => {
    await start({ states: { 'trades:FPT': [trade(1), trade(2)] } })
    const told: unknown[] = []
    client.moves$.subscribe((channel) => told.push(channel))
    client.trades('FPT').subscribe(({ seq }) => told.push(seq))
    await vi.waitFor(() => expect(told).toHaveLength(2))
    arrive('trades:FPT', [trade(1)])
    await vi.waitFor(() => expect(told).toHaveLength(4))
    expect(told).toEqual([trade(1).seq, trade(2).seq, 'trades:FPT', trade(1).seq])
  })
})
