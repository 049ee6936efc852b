import { tableFromIPC } from 'apache-arrow'
import { Registry } from 'prom-client'
import { describe, expect, it } from 'vitest'
import type { SnapshotFrame, SocketFrame } from '../../../src/domain/socket.ts'
import { makeMetrics } from '../../../src/server/metrics.ts'
import { makeSymbolChannels } from '../../../src/server/socket/symbol-channels.ts'
import { classifiedTrade } from '../../../src/testing/make.ts'
import { indices, serve, views } from '../fixtures.ts'
import { openSocket } from './one-socket.ts'

const symbolsOf = () => makeSymbolChannels({ metrics: makeMetrics(new Registry()), wsQueueSize: 50 })
const seqOf = (frame: SocketFrame | undefined) => (frame && 'seq' in frame ? frame.seq : NaN)

describe('a channel', () => {
  it('is told whole again when a replay has come to another place, in place of what is of the one before', async () => {
    let state = indices
    let told = views.alerts({ limit: 50 })
    const symbols = symbolsOf()
    const server = await serve({ symbols, views: { ...views, indices: () => state, alerts: () => told } })
    const { audiences } = server
    const arrive = (timeline: number) => {
      for (const audience of [audiences.index, audiences.alerts, symbols]) audience.arrive?.(timeline)
      audiences.index.send(JSON.stringify(state))
    }
    arrive(1)
    const client = await openSocket(server)
    client.ask({ op: 'subscribe', channels: ['index', 'alerts', 'trades:FPT'] })
    await client.until(3)
    expect(client.frames).toMatchObject(Array(3).fill({ type: 'snapshot', timeline: 1 }))
    symbols.take(classifiedTrade({ symbol: 'FPT', volume: 900 }))
    audiences.alerts.send('{"id":"late"}')
    await client.until(5)

    symbols.forget()
    symbols.keep(classifiedTrade({ symbol: 'FPT', volume: 100 }))
    told = told.slice(-1)
    state = { VN30: { ...indices['VN30']!, value: 1 } }
    arrive(2)
    await client.until(8)
    const [index, alerts, trades] = client.frames.slice(0, 3)
    expect(client.frames.slice(5).toSorted((a, b) => seqOf(a) - seqOf(b))).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ type: 'snapshot', timeline: 2, seq: seqOf(index) + 1, data: state }),
        expect.objectContaining({ type: 'snapshot', timeline: 2, seq: seqOf(alerts) + 2, data: told }),
        expect.objectContaining({
          type: 'snapshot',
          timeline: 2,
          seq: seqOf(trades) + 2,
          data: [expect.objectContaining({ volume: 100 })],
        }),
      ]),
    )
  })

  it('of a channel that is opened later says which place a replay is in', async () => {
    const symbols = symbolsOf()
    const client = await openSocket(await serve({ symbols }))
    symbols.arrive(7)
    client.ask({ op: 'subscribe', channels: ['bars:FPT:1m'] })
    await client.until(1)
    expect(client.frames[0]).toMatchObject({ type: 'snapshot', timeline: 7 })
  })

  it('says which place a replay is in to who is told Arrow', async () => {
    const server = await serve()
    server.audiences.alerts.arrive?.(7)
    const client = await openSocket(server)
    client.ask({ op: 'subscribe', channels: ['alerts'], format: 'arrow' })
    await client.until(0, 1)
    expect(tableFromIPC(client.binary[0]).schema.metadata.get('timeline')).toBe('7')
  })

  it.each(['index', 'alerts'] as const)(
    'of %s with a number from before a replay went elsewhere is answered with what is there',
    async (channel) => {
      let state = indices
      const server = await serve({ views: { ...views, indices: () => state } })
      const audience = server.audiences[channel]
      audience.arrive?.(1)
      const first = await openSocket(server)
      first.ask({ op: 'subscribe', channels: [channel] })
      await first.until(1)
      const seq = seqOf(first.frames[0])
      first.socket.close()
      await expect.poll(() => audience.size).toBe(0)
      audience.arrive?.(2)
      state = { VN30: { ...indices['VN30']!, value: 1 } }

      const second = await openSocket(server)
      second.ask({ op: 'subscribe', channels: [channel], resume: { [channel]: seq } })
      const told = await second.find<SnapshotFrame>(({ type }) => type === 'snapshot')
      expect(told).toMatchObject({ channel, seq: seq + 1, timeline: 2 })
      if (channel === 'index') expect(told.data).toEqual(state)
    },
  )
})
