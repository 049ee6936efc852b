import { type Table, tableFromIPC } from 'apache-arrow'
import { describe, expect, it } from 'vitest'
import type { DeltaFrame, SnapshotFrame, SocketFrame } from '../../../src/domain/socket.ts'
import { makeMetrics } from '../../../src/server/metrics.ts'
import { makeSymbolChannels } from '../../../src/server/socket/symbol-channels.ts'
import { Registry } from 'prom-client'
import { classifiedTrade, connection } from '../../../src/testing/make.ts'
import { feed, indices, serve, snapshot, views } from '../fixtures.ts'
import { openSocket } from './one-socket.ts'

const stamp = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+07:00$/
const symbolsOf = () => makeSymbolChannels({ metrics: makeMetrics(new Registry()), wsQueueSize: 50 })
const ofChannel = (channel: string) => (frame: SocketFrame) => 'channel' in frame && frame.channel === channel
const seqOf = (frame: SocketFrame | undefined) => (frame && 'seq' in frame ? frame.seq : NaN)
const rowsOf = (table: Table) =>
  Array.from({ length: table.numRows }, (_, n) => table.get(n)!.toJSON() as Record<string, unknown>)
const withIndex = (value: number) => ({ ...snapshot, indices: { VN30: { ...indices['VN30'], value } } })

describe('subscribe', () => {
  it('is answered at once with the whole of each channel, and with how the feed stands', async () => {
    const client = await openSocket(await serve())
    client.ask({ op: 'subscribe', channels: ['market', 'foreign', 'index', 'alerts'] })
    await client.until(4)
    const [market, , index, alerts] = client.frames as SnapshotFrame[]
    expect(client.frames.map(({ type }) => type)).toEqual(Array(4).fill('snapshot'))
    expect(market).toEqual({
      type: 'snapshot',
      channel: 'market',
      seq: expect.any(Number) as number,
      time: expect.stringMatching(stamp) as string,
      feed: { connected: true, since: feed.since, stale: false, source: 'exchange', simulated: true },
      data: snapshot,
    })
    expect(index?.data).toEqual(indices)
    expect((alerts?.data as { id: string }[]).map(({ id }) => id)).toEqual(['a', 'b', 'c'])
  })

  it('is answered as of now, also where the list of events knows one that is not sent yet', async () => {
    const server = await serve()
    server.audiences.alerts.send('{"id":"old"}', undefined, 0)
    const asked = Date.now()
    const client = await openSocket(server)
    client.ask({ op: 'subscribe', channels: ['alerts'] })
    await client.until(1)
    const [alerts] = client.frames as SnapshotFrame[]
    expect(Date.parse(alerts?.time ?? '')).toBeGreaterThanOrEqual(asked)
  })

  it('of a flow that nobody knows yet is answered with null, and of a lost feed with that it is', async () => {
    const down = { ...feed, connected: false }
    const client = await openSocket(
      await serve({ views: { ...views, foreign: () => ({ summary: null, stocks: [] }), feed: () => down } }),
    )
    client.ask({ op: 'subscribe', channels: ['foreign'] })
    await client.until(1)
    expect(client.frames[0]).toMatchObject({ type: 'snapshot', data: null, feed: { connected: false } })
  })

  it('is followed by what changes of a state, rows and parts, numbered without a hole', async () => {
    let state: object = snapshot
    const server = await serve({ views: { ...views, snapshot: () => state as typeof snapshot } })
    const client = await openSocket(server)
    client.ask({ op: 'subscribe', channels: ['market'] })
    await client.until(1)
    const push = (next: object) => {
      state = next
      server.audiences.market.send(JSON.stringify(next), undefined, 0)
    }
    push(withIndex(1_286))
    push(withIndex(1_286))
    push({ ...withIndex(1_286), derivatives: { symbol: '41I1G3000' } })
    await client.until(3)
    const [first, second, third] = client.frames as DeltaFrame[]
    expect(second).toEqual({
      type: 'delta',
      channel: 'market',
      seq: seqOf(first) + 1,
      time: '1970-01-01T07:00:00.000+07:00',
      data: { indices: { VN30: { ...indices['VN30'], value: 1_286 } } },
    })
    expect(third).toMatchObject({ seq: seqOf(first) + 2, data: { derivatives: { symbol: '41I1G3000' } } })

    push({ ...snapshot, prices: {} })
    await client.until(4)
    expect(client.frames[3]).toMatchObject({ type: 'snapshot', seq: seqOf(first) + 3, data: { prices: {} } })
  })

  it('tells again what a newcomer saw before the others, once it is back as it was', async () => {
    let state: object = snapshot
    const server = await serve({ views: { ...views, snapshot: () => state as typeof snapshot } })
    const [first, second] = [await openSocket(server), await openSocket(server)]
    first.ask({ op: 'subscribe', channels: ['market'] })
    await first.until(1)
    server.audiences.market.send(JSON.stringify({ ...snapshot, derivatives: {} }))
    state = { ...withIndex(1), derivatives: {} }
    second.ask({ op: 'subscribe', channels: ['market'] })
    await second.until(1)
    server.audiences.market.send(JSON.stringify({ ...snapshot, derivatives: {} }))
    await second.until(2)
    expect(second.frames).toMatchObject([
      { type: 'snapshot', data: { indices: { VN30: { value: 1 } } } },
      { type: 'delta', data: { indices } },
    ])
  })

  it('gives each alert as an event, and the feed as a status of the channel', async () => {
    const server = await serve()
    const client = await openSocket(server)
    client.ask({ op: 'subscribe', channels: ['alerts'] })
    await client.until(1)
    server.audiences.alerts.send('{"id":"d"}', undefined, 1)
    server.audiences.alerts.send('{"type":"status"}', 'status')
    await client.until(3)
    const [first, event, status] = client.frames
    expect(event).toMatchObject({
      type: 'event',
      channel: 'alerts',
      seq: seqOf(first) + 1,
      data: { id: 'd' },
    })
    expect(status).toMatchObject({
      type: 'status',
      channel: 'alerts',
      data: { connected: true, stale: false },
    })
  })

  it('opens channels of one security, with what was seen of it before', async () => {
    const symbols = symbolsOf()
    const client = await openSocket(await serve({ symbols }))
    symbols.take(classifiedTrade({ symbol: 'FPT', volume: 100 }))
    client.ask({ op: 'subscribe', channels: ['trades:FPT', 'bars:FPT:1m'] })
    await client.until(2)
    symbols.take(classifiedTrade({ symbol: 'HPG', volume: 1 }))
    symbols.take(connection({ state: 'connected' }))
    symbols.take(classifiedTrade({ symbol: 'FPT', volume: 200 }))
    await client.until(3)
    expect(client.frames).toMatchObject([
      { type: 'snapshot', channel: 'trades:FPT', data: [{ symbol: 'FPT', volume: 100 }] },
      { type: 'snapshot', channel: 'bars:FPT:1m', data: [] },
      { type: 'event', channel: 'trades:FPT', data: { stream: 'trade', volume: 200 } },
    ])
    symbols.status('{}')
    await client.until(5)
    expect(client.frames.slice(3)).toMatchObject([{ type: 'status' }, { type: 'status' }])
  })

  it('opens them by any name of the security, and calls them as the client did', async () => {
    const symbols = symbolsOf()
    const client = await openSocket(await serve({ symbols }))
    const trade = (symbol: string, day: string, volume: number) =>
      classifiedTrade({ symbol, volume, exchangeTime: Date.parse(`${day}T10:00:00+07:00`) })
    symbols.take(trade('41I1GB000', '2026-11-19', 1))
    symbols.take(trade('41I1GC000', '2026-11-19', 2))
    const names = ['trades:41I1GC000', 'trades:VN30F2612', 'trades:VN30F1M', 'trades:vn30f2m', 'trades:fpt']
    client.ask({ op: 'subscribe', channels: names })
    await client.until(5)
    expect(client.frames).toMatchObject(
      [[2], [2], [1], [2], []].map((volumes, n) => ({
        channel: names[n],
        data: volumes.map((volume) => ({ volume })),
      })),
    )
    symbols.take(trade('FPT', '2026-11-19', 3))
    // The contract of November ended on the 19th.
    symbols.take(trade('41I1GC000', '2026-11-20', 4))
    await client.until(9)
    const told = client.frames.slice(5).map((frame) => 'channel' in frame && frame.channel)
    expect(told.toSorted()).toEqual(
      ['trades:41I1GC000', 'trades:VN30F1M', 'trades:VN30F2612', 'trades:fpt'].toSorted(),
    )
  })

  it('tells nothing of a place that a replay left, only what was passed on the way to where it is', async () => {
    const symbols = symbolsOf()
    const server = await serve({ symbols })
    const first = await openSocket(server)
    first.ask({ op: 'subscribe', channels: ['trades:FPT'] })
    await first.until(1)
    symbols.take(classifiedTrade({ symbol: 'FPT', volume: 900 }))
    symbols.take(classifiedTrade({ symbol: 'HPG', volume: 901 }))
    symbols.forget()
    symbols.keep(classifiedTrade({ symbol: 'FPT', volume: 100 }))
    symbols.take(classifiedTrade({ symbol: 'FPT', volume: 200 }))
    const second = await openSocket(server)
    second.ask({ op: 'subscribe', channels: ['trades:FPT', 'trades:HPG'] })
    await second.until(2)
    expect(second.frames).toMatchObject([
      { channel: 'trades:FPT', data: [{ volume: 100 }, { volume: 200 }] },
      { channel: 'trades:HPG', data: [] },
    ])
    await first.until(3)
    expect(first.frames.slice(1)).toMatchObject([{ data: { volume: 900 } }, { data: { volume: 200 } }])
  })

  it('gives Arrow to who asks for it: rows with their place, and what stands around them as metadata', async () => {
    const server = await serve()
    const client = await openSocket(server)
    client.ask({ op: 'subscribe', channels: ['market', 'index', 'alerts'], format: 'arrow' })
    await client.until(0, 3)
    server.audiences.alerts.send(
      '{"id":"d","data":{"price":135000,"direction":"up"},"symbol":"FPT","levels":[1]}',
    )
    await client.until(0, 4)
    const [market, index, alerts, event] = client.binary.map((bytes) => tableFromIPC(bytes))
    const rows = rowsOf(market!)
    expect(rows.map(({ part, key }) => [part, key])).toEqual([
      ['quotes', 'FPT'],
      ['prices', 'FPT'],
      ['indices', 'VN30'],
      ['foreign', null],
      ['feed', null],
    ])
    expect(rows[0]).toMatchObject({ symbol: 'FPT', 'ato.total_volume': 500 })
    expect(rows[1]).toMatchObject({ last_price: 135_000, bids: '[]' })
    expect(rowsOf(index!)).toMatchObject([{ key: 'VN30', value: 1285.4 }])
    expect(alerts!.numRows).toBe(3)
    expect(event!.get(0)!.toJSON()).toEqual({
      id: 'd',
      'data.price': 135_000,
      'data.direction': 'up',
      symbol: 'FPT',
      levels: '[1]',
    })
    const seq = Number(alerts!.schema.metadata.get('seq'))
    expect(Object.fromEntries(event!.schema.metadata)).toMatchObject({
      type: 'event',
      channel: 'alerts',
      seq: String(seq + 1),
      time: expect.stringMatching(stamp) as string,
    })
    expect(client.frames).toEqual([])
  })
})

describe('resume', () => {
  it('tells again what was missed of events, though nobody listened', async () => {
    const server = await serve()
    const first = await openSocket(server)
    first.ask({ op: 'subscribe', channels: ['alerts'] })
    await first.until(1)
    const seq = seqOf(first.frames[0])
    first.socket.close()
    await expect.poll(() => server.audiences.alerts.size).toBe(0)
    for (const id of ['d', 'e', 'f']) server.audiences.alerts.send(`{"id":"${id}"}`)

    const second = await openSocket(server)
    second.ask({ op: 'subscribe', channels: ['alerts'], resume: { alerts: seq + 1 } })
    await second.until(3)
    expect(second.frames).toMatchObject([
      { type: 'status', channel: 'alerts' },
      { type: 'event', seq: seq + 2, data: { id: 'e' } },
      { type: 'event', seq: seq + 3, data: { id: 'f' } },
    ])
  })

  it('says how many events are told by nobody any more, then the last ones', async () => {
    const server = await serve()
    const first = await openSocket(server)
    first.ask({ op: 'subscribe', channels: ['alerts'] })
    await first.until(1)
    const seq = seqOf(first.frames[0])
    first.socket.close()
    await expect.poll(() => server.audiences.alerts.size).toBe(0)
    for (let n = 1; n <= 2_000; n += 1) server.audiences.alerts.send(`{"id":"${n}"}`)

    const second = await openSocket(server)
    second.ask({ op: 'subscribe', channels: ['alerts'], resume: { alerts: seq + 3 } })
    await second.until(2)
    expect(second.frames).toMatchObject([
      { type: 'loss', channel: 'alerts', seq: seq + 1_999, data: { missing: 1_996 } },
      { type: 'snapshot', channel: 'alerts', seq: seq + 2_000 },
    ])
  })

  it('tells what changed of a state meanwhile as one change', async () => {
    let state = indices
    const server = await serve({ views: { ...views, indices: () => state } })
    const first = await openSocket(server)
    first.ask({ op: 'subscribe', channels: ['index'] })
    await first.until(1)
    const seq = seqOf(first.frames[0])
    first.socket.close()
    await expect.poll(() => server.audiences.index.size).toBe(0)
    state = { ...indices, VNINDEX: indices['VN30']! }
    const second = await openSocket(server)
    second.ask({ op: 'subscribe', channels: ['index'], resume: { index: seq } })
    await second.until(2)
    expect(second.frames).toMatchObject([
      { type: 'status' },
      { type: 'delta', seq: seq + 1, data: { VNINDEX: indices['VN30'] } },
    ])
    second.ask({ op: 'subscribe', channels: ['index'], resume: { index: seq + 1 } })
    await second.until(3)
    expect(second.frames[2]).toMatchObject({ type: 'status', channel: 'index' })
  })

  it.each([0, 9_999_999_999_999])('from %d, which nobody holds, is answered with the whole', async (seq) => {
    const client = await openSocket(await serve())
    client.ask({ op: 'subscribe', channels: ['index', 'alerts'], resume: { index: seq, alerts: seq } })
    await client.until(2)
    expect(client.frames.map(({ type }) => type)).toEqual(['snapshot', 'snapshot'])
  })
})

describe('a request', () => {
  it.each([
    ['no JSON', '{"op":', 'This is no JSON.'],
    ['of no kind', { op: 'dance' }, 'op is not as it must be.'],
    ['no object', [], 'This is no request.'],
    ['without channels', { op: 'subscribe', channels: [] }, 'channels is not as it must be.'],
    [
      'with a format that is none',
      { op: 'subscribe', channels: ['index'], format: 'xml' },
      'format is not as it must be.',
    ],
    [
      'with a number that is none',
      { op: 'subscribe', channels: ['index'], resume: { index: -1 } },
      'resume.index is not as it must be.',
    ],
  ])('that is %s is answered with what is allowed, and no more', async (_what, request, message) => {
    const client = await openSocket(await serve())
    client.ask(request)
    client.ask({ op: 'ping' })
    await client.until(2)
    expect(client.frames[0]).toMatchObject({ type: 'error', data: { message } })
    expect(client.frames[0]).toHaveProperty('data.allowed', expect.stringContaining('"op":"subscribe"'))
    expect(client.frames[1]).toMatchObject({
      type: 'status',
      data: { op: 'ping', connected: true, channels: [] },
    })
  })

  it('for a channel that is none is answered with those that are; the others are opened', async () => {
    const client = await openSocket(await serve({ symbols: symbolsOf() }))
    client.ask({ op: 'subscribe', channels: ['signals', 'trades:VN30F2613', 'bars:FPT:2m', 'index'] })
    await client.until(4)
    expect(client.frames.slice(0, 3)).toMatchObject(
      ['signals', 'trades:VN30F2613', 'bars:FPT:2m'].map((channel) => ({
        type: 'error',
        channel,
        data: { allowed: 'market, foreign, index, alerts, trades:SYMBOL, bars:SYMBOL:1m' },
      })),
    )
    expect(client.frames[3]).toMatchObject({ type: 'snapshot', channel: 'index' })
  })

  it('for one more channel than a socket may have is refused; one that it has is opened anew', async () => {
    const client = await openSocket(await serve({ symbols: symbolsOf() }))
    const names = Array.from({ length: 500 }, (_, n) => `trades:S${n}`)
    for (const from of [0, 200, 400]) client.ask({ op: 'subscribe', channels: names.slice(from, from + 200) })
    await client.until(500)
    client.ask({ op: 'subscribe', channels: ['trades:S7', 'index'] })
    await client.until(502)
    expect(client.frames.slice(500)).toMatchObject([
      { type: 'snapshot', channel: 'trades:S7' },
      { type: 'error', channel: 'index', data: { allowed: 'at most 500 on a socket' } },
    ])
  })

  it('that names a channel twice is answered as if it named it once', async () => {
    const client = await openSocket(await serve())
    client.ask({ op: 'subscribe', channels: ['index', 'alerts', 'index'] })
    client.ask({ op: 'ping' })
    await client.find(({ type }) => type === 'status')
    expect(client.frames).toMatchObject([
      { type: 'snapshot', channel: 'index' },
      { type: 'snapshot', channel: 'alerts' },
      { type: 'status', data: { channels: ['index', 'alerts'] } },
    ])
  })

  it('to unsubscribe ends a channel, and says which are left', async () => {
    const server = await serve()
    const client = await openSocket(server)
    client.ask({ op: 'subscribe', channels: ['index', 'alerts'] })
    client.ask({ op: 'unsubscribe', channels: ['index', 'none'] })
    const answer = await client.find(({ type }) => type === 'status')
    expect(answer).toMatchObject({ data: { op: 'unsubscribe', channels: ['alerts'] } })
    expect([server.audiences.index.size, server.audiences.alerts.size]).toEqual([0, 1])
    server.audiences.index.send('{}')
    server.audiences.alerts.send('{}')
    await client.find(({ type }) => type === 'event')
    expect(client.frames.filter(ofChannel('index'))).toHaveLength(1)
  })

  it('too many are refused, then the socket is closed', async () => {
    const server = await serve()
    const client = await openSocket(server)
    for (let n = 0; n < 400; n += 1) client.ask({ op: 'ping' })
    expect((await client.closed).code).toBe(1008)
    const complaints = client.frames.filter(({ type }) => type === 'error')
    expect(complaints[0]).toMatchObject({ data: { allowed: '50 at once and 10 a second' } })
    expect(complaints).toHaveLength(100)
  })

  it('for a state that cannot be made closes the socket, and frees its place', async () => {
    const broken = new Error('no state')
    const server = await serve({
      views: {
        ...views,
        snapshot: () => {
          throw broken
        },
      },
    })
    const client = await openSocket(server)
    client.ask({ op: 'subscribe', channels: ['index', 'market'] })
    expect((await client.closed).code).toBe(1011)
    expect(server.errors).toEqual([broken])
    await expect.poll(() => [server.audiences.index.size, server.audiences.market.size]).toEqual([0, 0])
  })
})
