import { afterEach, describe, expect, it } from 'vitest'
import type { FastConnectOptions } from '../../../src/exchange/wire/fast-connect-server.ts'
import { serve, stopServing } from '../wire/serve.ts'
import { at, foreign, future, index, quote, smallExchange, status, trade } from '../wire/small-exchange.ts'
import { isAck, isOf, login, openStream } from './serve3.ts'

afterEach(stopServing)

/** A small market with a stream on which nothing is told but what the test queues. */
async function streaming(v3: FastConnectOptions['v3'] = {}, fields?: Record<string, unknown>) {
  const exchange = smallExchange()
  const address = await serve({ exchange, v3: { snapshot: false, ...v3 } })
  const { token, refreshToken } = await login(address, fields)
  return { exchange, address, token, refreshToken, stream: openStream(address, token) }
}

const ack = (message: string) => ({
  method: 'subscribe',
  channel: 'DATA',
  status: message === 'success' ? 'ok' : 'error',
  message,
})

describe('opening', () => {
  it('is always taken, and refused in the first frame without a good token', async () => {
    const { address } = await streaming()
    for (const token of [undefined, 'no-token']) {
      const refused = openStream(address, token)
      await refused.opened
      await refused.closed
      expect(refused.frames).toEqual([{ code: 401, msg: 'Unauthorized' }])
    }
  })

  it('is refused to the eleventh socket of a key, and to no other key', async () => {
    const { address, token, stream } = await streaming()
    const other = await login(address, { apiKey: 'other' })
    const ten = [stream, ...Array.from({ length: 9 }, () => openStream(address, token))]
    await Promise.all(ten.map(({ opened }) => opened))
    const eleventh = openStream(address, token)
    await eleventh.closed
    expect(eleventh.frames).toEqual([{ code: 429, msg: 'Too many connections' }])

    const free = openStream(address, other.token)
    await free.send({ method: 'ping_pong', channel: 'HEARTBEAT', topics: [] })
    await free.frame(isAck)
    stream.socket.close()
    await stream.closed
    const again = openStream(address, token)
    await again.send({ method: 'ping_pong' })
    await again.frame(isAck)
  })

  it('lives on after its token has ended, but not after its session has', async () => {
    const clock = { now: 0 }
    const exchange = smallExchange()
    const address = await serve({ exchange, now: () => clock.now, v3: { snapshot: false } })
    const { token } = await login(address)
    const stream = openStream(address, token)
    await stream.subscribe('quote.SSI')
    await stream.frame(isAck)
    clock.now += 3_600_000
    exchange.queue.push(quote)
    await stream.frame(isOf('quote.SSI'))

    await login(address)
    await stream.closed
    expect(stream.frames.at(-1)).toEqual({ code: 401, msg: 'Session has ended' })
  })
})

describe('requests', () => {
  it('are acknowledged in order, each once', async () => {
    const { stream } = await streaming()
    await stream.subscribe('trade.SSI', 'quote.SSI')
    await stream.send({ method: 'PING_PONG', channel: 'HEARTBEAT', topics: [] })
    await stream.send({ method: 'UNSUBSCRIBE', channel: 'data', topics: ['quote.SSI'] })
    await stream.send({ method: 'list_subscription' })
    await stream.frame(({ data }) => data !== undefined)
    expect(stream.frames).toEqual([
      ack('success'),
      { method: 'PING_PONG', channel: 'HEARTBEAT', status: 'ok', message: 'pong' },
      { method: 'unsubscribe', channel: 'DATA', status: 'ok', message: 'success' },
      { trading: '', data: 'trade.SSI' },
    ])
  })

  it('say what is wrong with some topics, and take the others', async () => {
    const { stream } = await streaming()
    await stream.subscribe(
      'TRADE.vn30@1m',
      'quotes.SSI',
      'quote.SSI@1m',
      'market.flag',
      'order.1234561',
      'asset.1',
    )
    await stream.send({
      method: 'subscribe',
      channel: 'TRADING',
      topics: ['order.1234561', 'portfolio.*', 'order.9999991', 'trade.SSI'],
    })
    await stream.send({ method: 'list_subscription', channel: 'DATA', topics: [] })
    await stream.frame(({ trading }) => trading !== undefined)
    expect(stream.frames).toEqual([
      ack('Invalid: quotes.SSI; Invalid: quote.SSI@1m; Invalid: order.1234561'),
      {
        method: 'subscribe',
        channel: 'TRADING',
        status: 'error',
        message: 'Denied (account): order.9999991; Invalid: trade.SSI',
      },
      { trading: 'order.1234561;portfolio.*', data: 'trade.VN30@1m;market.FLAG' },
    ])
  })

  it('about orders are denied to a token made without an OTP', async () => {
    const { stream } = await streaming({}, {})
    await stream.send({ method: 'subscribe', channel: 'TRADING', topics: ['order.*'] })
    expect(await stream.frame(isAck)).toMatchObject({ status: 'error', message: 'Denied (scope): order.*' })
  })

  it('that make no sense are passed over, unknown methods are not', async () => {
    const { stream } = await streaming()
    await stream.sendText('{')
    await stream.sendText('[]')
    await stream.send({ method: 'PONG', channel: 'HEARTBEAT' })
    await stream.send({ method: 'dance', channel: 'DATA', topics: [] })
    await stream.send({ method: 'subscribe', channel: 'DATA', topics: [1, null] })
    await stream.frame(({ method }) => method === 'subscribe')
    expect(stream.frames).toEqual([
      { method: 'dance', channel: 'DATA', status: 'error', message: 'Invalid (method)' },
      ack('Invalid: 1; Invalid: null'),
    ])
  })

  it('may have 4,096 bytes: one more closes the socket', async () => {
    const { address, token, stream } = await streaming()
    const request = JSON.stringify({ method: 'subscribe', channel: 'DATA', topics: ['trade.SSI'] })
    await stream.sendText(request.padEnd(4096))
    await stream.frame(isAck)
    const other = openStream(address, token)
    await other.sendText(request.padEnd(4097))
    expect(await other.closed).toBe(1009)
    expect(other.frames).toEqual([])
  })
})

describe('events', () => {
  it('are told on the topic of their code, with short keys and numbers as text', async () => {
    const { exchange, stream } = await streaming()
    await stream.subscribe('trade.SSI', 'quote.SSI', 'room.SSI', 'trade.index.VN30')
    await stream.frame(isAck)
    exchange.queue.push(quote, trade, foreign, index)
    await stream.frame(isOf('trade.index.VN30'))
    expect(stream.frames.slice(1)).toEqual([
      {
        channel: 'DATA',
        topic: 'quote.SSI',
        data: {
          t: '2025/11/05 10:02:12',
          s: 'SSI',
          bids: [
            ['31150', '22700'],
            ['31100', '35900'],
            ['31050', '40800'],
          ],
          asks: [
            ['31200', '14200'],
            ['31250', '80100'],
            ['31300', '61300'],
          ],
        },
      },
      {
        channel: 'DATA',
        topic: 'trade.SSI',
        data: {
          t: '2025/11/05 10:02:13',
          s: 'SSI',
          p: '31200',
          q: '300',
          a: '31102.78',
          si: 'B',
          o: '31000',
          h: '31400',
          l: '30900',
          v: '1800',
        },
      },
      {
        channel: 'DATA',
        topic: 'room.SSI',
        data: {
          t: '2025/11/05 10:02:14',
          s: 'SSI',
          tr: '1900000000',
          cr: '905117300',
          bq: '41200',
          bv: '1285440000',
          sq: '98700',
          sv: '3079440000',
        },
      },
      {
        channel: 'DATA',
        topic: 'trade.index.VN30',
        data: {
          s: 'VN30',
          b: 'HOSE',
          ss: 'LO',
          t: '2025/11/05 10:02:15',
          v: '1641.27',
          c: '8.25',
          cr: '0.51',
          adv: '18',
          dec: '8',
          nc: '4',
          ce: '1',
          fl: '0',
          tmv: '8911203000000',
          tmq: '318550000',
          tvp: '181957875000',
          tqp: '5842600',
          tq: '324392600',
          tv: '9093160875000',
        },
      },
    ])
  })

  it('of a deal go to put, with what was agreed so far, and leave the volume of trades alone', async () => {
    const { exchange, stream } = await streaming()
    await stream.subscribe('put.SSI', 'trade.SSI')
    await stream.frame(isAck)
    const deal = {
      ...trade,
      session: 'PT' as const,
      side: undefined,
      volume: 50_000,
      totalVolume: trade.totalVolume + 50_000,
      totalValue: trade.totalValue + 50_000 * 31_200,
      dealVolume: trade.dealVolume + 50_000,
      dealValue: trade.dealValue + 50_000 * 31_200,
    }
    exchange.queue.push(deal, {
      ...deal,
      session: 'LO',
      side: 'buy',
      volume: 100,
      totalVolume: deal.totalVolume + 100,
      totalValue: deal.totalValue + 100 * 31_200,
    })
    await stream.frame(isOf('trade.SSI'))
    expect(stream.frames.slice(1)).toMatchObject([
      { topic: 'put.SSI', data: { p: '31200', q: '50000', tq: '5892600', tv: '183517875000' } },
      { topic: 'trade.SSI', data: { q: '100', v: '1900', si: 'B' } },
    ])
  })

  it('of an auction put interest without a price first, at 0, and name no aggressor', async () => {
    const { exchange, stream } = await streaming()
    await stream.subscribe('quote.SSI', 'trade.SSI')
    await stream.frame(isAck)
    exchange.queue.push(
      { ...quote, session: 'ATC', auctionBidVolume: 500, auctionAskVolume: 0 },
      { ...trade, session: 'ATC', volume: 0, projectedPrice: trade.price },
      { ...trade, session: 'ATC', side: undefined },
    )
    expect(await stream.frame(isOf('trade.SSI'))).toMatchObject({ data: { si: '', q: '300' } })
    expect(stream.frames.slice(1)).toMatchObject([
      { data: { bids: [['0', '500'], expect.anything(), expect.anything(), expect.anything()] } },
      { topic: 'trade.SSI' },
    ])
  })

  it('say once that a board has a new session; the derivatives board is DER', async () => {
    const { exchange, stream } = await streaming()
    await stream.subscribe('market.flag')
    await stream.frame(isAck)
    const atc = { ...status, time: at('14:30:00'), session: 'ATC' as const }
    exchange.queue.push(status, atc, { ...atc, symbol: future.symbol }, atc)
    await stream.frame(({ data }) => (data as { b?: string } | undefined)?.b === 'DER')
    expect(stream.frames.slice(1)).toEqual([
      { channel: 'DATA', topic: 'market.FLAG', data: { b: 'HOSE', t: '2025/11/05 14:30:00', f: 'ATC' } },
      { channel: 'DATA', topic: 'market.FLAG', data: { b: 'DER', t: '2025/11/05 14:30:00', f: 'ATC' } },
    ])
  })

  it.each(['trade.*', 'trade.HOSE', 'trade.vn30', 'trade.FPT,SSI', 'trade.SSA-SSZ', 'trade.SSI@tick'])(
    'of a symbol come with %s',
    async (topic) => {
      const { exchange, stream } = await streaming()
      await stream.subscribe(topic, 'trade.HNX', 'trade.SSJ-SSZ', 'trade.index.*', 'room.SSI')
      await stream.frame(isAck)
      exchange.queue.push(trade, foreign)
      await stream.frame(isOf('room.SSI'))
      expect(stream.topics()).toEqual([topic.endsWith('@tick') ? topic : 'trade.SSI', 'room.SSI'])
    },
  )

  it('stop when every topic that has them is given up', async () => {
    const { exchange, stream } = await streaming()
    const unsubscribe = (...topics: string[]) =>
      stream.send({ method: 'unsubscribe', channel: 'DATA', topics })
    await stream.subscribe('trade.SSI', 'trade.SSI,FPT', 'trade.HOSE', 'room.SSI')
    await unsubscribe('trade.SSI', 'trade.HOSE')
    await stream.frame(({ method }) => method === 'unsubscribe')
    exchange.queue.push(trade)
    await stream.frame(isOf('trade.SSI'))
    await unsubscribe('trade.SSI,FPT', 'trade.SSI')
    await stream.send({ method: 'ping_pong', channel: 'HEARTBEAT', topics: [] })
    await stream.frame(({ message }) => message === 'pong')
    exchange.queue.push(trade, foreign)
    await stream.frame(isOf('room.SSI'))
    expect(stream.topics()).toEqual(['trade.SSI', 'room.SSI'])
  })

  it('tell a bar while it runs, of a share and of an index', async () => {
    const { exchange, stream } = await streaming()
    await stream.subscribe('trade.SSI@1m', 'trade.SSI@5m', 'trade.index.VN30@1m')
    await stream.frame(isAck)
    exchange.queue.push(trade, index)
    await stream.frame(isOf('trade.index.VN30@1m'))
    expect(stream.frames.slice(1)).toMatchObject([
      {
        topic: 'trade.SSI@1m',
        data: {
          st: '2025/11/05 10:02:00',
          t: '2025/11/05 10:02:13',
          s: 'SSI',
          o: '31000',
          h: '31250',
          l: '30950',
          c: '31200',
          v: '300',
        },
      },
      { topic: 'trade.SSI@5m', data: { st: '2025/11/05 10:00:00', v: '300' } },
      { topic: 'trade.index.VN30@1m', data: { st: '2025/11/05 10:02:00', c: '1641.27', v: '0' } },
    ])
  })
})

describe('a new subscriber', () => {
  it('is told how things stand, after the acknowledgement', async () => {
    const { stream } = await streaming({ snapshot: true })
    await stream.subscribe(
      'quote.*',
      'trade.SSI',
      'market.SSI',
      'market.FLAG',
      'trade.index.VN30',
      'room.SSI',
    )
    await stream.frame(isOf('trade.index.VN30'))
    expect(stream.frames[0]).toMatchObject({ status: 'ok' })
    expect(stream.topics()).toEqual([
      'market.FLAG',
      'market.SSI',
      'quote.SSI',
      'room.SSI',
      'trade.SSI',
      'trade.index.VN30',
    ])
    expect(stream.frames[1]).toMatchObject({ data: { b: 'HOSE', f: 'LO', t: '2025/11/05 09:15:02' } })
    expect(stream.frames[2]).toEqual({
      channel: 'DATA',
      topic: 'market.SSI',
      data: {
        s: 'SSI',
        b: 'HOSE',
        t: '2025/11/05 08:30:00',
        ce: '33150',
        fl: '28850',
        ref: '31000',
      },
    })
  })

  it('is told only what is new to it', async () => {
    const { stream } = await streaming({ snapshot: true })
    await stream.subscribe('quote.SSI')
    await stream.subscribe('room.SSI')
    await stream.frame(isOf('room.SSI'))
    expect(stream.topics()).toEqual(['quote.SSI', 'room.SSI'])
  })
})
