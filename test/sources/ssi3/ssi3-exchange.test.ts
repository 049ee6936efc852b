import { from, lastValueFrom, of, toArray } from 'rxjs'
import { afterEach, describe, expect, it } from 'vitest'
import { orderedEvents } from '../../../pipelines/ordered-events.ts'
import { placed } from '../../../operators/placed.ts'
import type { RawFrame } from '../../../src/domain/frame.ts'
import { decode } from '../../../src/sources/decode.ts'
import { decodeSsi } from '../../../src/sources/ssi/decode.ts'
import { ssi } from '../../../src/sources/ssi/ssi.ts'
import { decodeSsi3 } from '../../../src/sources/ssi3/decode.ts'
import { decodeSsi3Rest } from '../../../src/sources/ssi3/decode-rest.ts'
import { serve, stopServing } from '../../exchange/wire/serve.ts'
import { foreign, index, price, quote, smallExchange, trade } from '../../exchange/wire/small-exchange.ts'
import { soon } from '../soon.ts'
import { optionsOf, run, stopAfterEach } from './run-ssi3.ts'

stopAfterEach()
afterEach(stopServing)

const DATE = '2025-11-05'
const ofDay = { today: () => DATE, isQuietPhase: () => true }

/** What the frames of a source tell, placed, without where they stand in a log. */
async function told(frames: readonly RawFrame[]) {
  const events = frames.flatMap((raw, i) => {
    const frame = { ...raw, seq: i + 1 }
    if (raw.source === 'ssi3') return decodeSsi3(frame)
    if (raw.source === 'ssi3-rest') return decodeSsi3Rest(frame)
    return raw.source === 'ssi' ? decodeSsi(frame) : []
  })
  const all = await lastValueFrom(from(events).pipe(placed(), toArray()))
  return all.map((event) => ({ ...event, seq: 0, receivedTime: 0 }))
}

describe('ssi3 and the simulated exchange', () => {
  it('give what the exchange tells, the lists first, each security at its venue', async () => {
    const exchange = smallExchange()
    const { texts, batches, states, warnings } = run(optionsOf(await serve({ exchange }), ofDay))
    await soon(() => expect(states()).toEqual(['connected']))
    exchange.queue.push(quote, trade, foreign, index)
    await soon(() => expect(texts('ssi3').some((text) => text.includes('trade.SSI'))).toBe(true))
    await soon(() => expect(texts('ssi3').some((text) => text.includes('trade.index.VN30'))).toBe(true))
    const events = await told(batches.flat())
    const kinds = events.map(({ kind }) => kind)
    expect(kinds.slice(0, 4)).toEqual(['securities', 'members', 'band', 'band'])
    expect(kinds).not.toContain('rejected')
    expect(events).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'band', symbol: '41I1FB000', venue: 'DERIVATIVES' }),
        expect.objectContaining({ kind: 'venueSession', venue: 'HOSE', session: 'LO' }),
        expect.objectContaining({
          kind: 'last',
          venue: 'HOSE',
          phase: 'continuous',
          price: trade.price,
          feedSide: 'buy',
        }),
        expect.objectContaining({ kind: 'quote', venue: 'HOSE', bids: quote.bids, asks: quote.asks }),
        expect.objectContaining({ kind: 'foreign', venue: 'HOSE', buyVolume: foreign.buyVolume }),
        expect.objectContaining({ kind: 'index', indexId: 'VN30', value: index.value, prior: index.prior }),
      ]),
    )
    // The small exchange lists no members but its share: what the server does not take is told.
    expect(warnings).toEqual([])
  })

  it('tell the same as version 2 does, but for what only one of them says', async () => {
    const exchange = smallExchange()
    const address = await serve({ exchange })
    const v3 = run(optionsOf(address, ofDay))
    const v2: RawFrame[] = []
    const other = ssi({
      baseUrl: address,
      streamUrl: address,
      consumerId: 'a',
      consumerSecret: 'b',
      requestInterval: 0,
      isQuietPhase: () => true,
    })
    const subscription = other.subscribe((batch) => v2.push(...batch))
    const count = (frames: readonly RawFrame[], source: string) =>
      frames.filter((frame) => frame.source === source).length
    await soon(() => expect(v3.texts('ssi3').length).toBeGreaterThan(4))
    await soon(() => expect(count(v2, 'ssi')).toBe(5))
    const before = [v3.texts('ssi3').length, v2.length] as const
    exchange.queue.push(quote, trade, foreign, index)
    await soon(() => expect(v3.texts('ssi3')).toHaveLength(before[0] + 4))
    await soon(() => expect(v2).toHaveLength(before[1] + 4))
    subscription.unsubscribe()

    const byKind = (events: Awaited<ReturnType<typeof told>>) =>
      events.slice(-4).map((event) => ({
        ...event,
        // Version 3 tells limits apart, and counts no deals into the day's volume.
        ...(event.kind === 'quote' || event.kind === 'last'
          ? { reference: undefined, ceiling: undefined, floor: undefined }
          : {}),
        ...(event.kind === 'last' ? { totalVolume: 0 } : {}),
      }))
    const sorted = (events: ReturnType<typeof byKind>) => events.sort((a, b) => (a.kind < b.kind ? -1 : 1))
    expect(sorted(byKind(await told(v3.batches.flat())))).toEqual(sorted(byKind(await told(v2))))
  })

  it('make one trade of a deal, which a new connection is told once more', async () => {
    const exchange = smallExchange()
    const deal = {
      ...trade,
      ...{ session: 'PT' as const, side: undefined, price: price(30_500), volume: 50_000 },
      totalVolume: trade.totalVolume + 50_000,
      dealVolume: trade.dealVolume + 50_000,
    }
    const address = await serve({ exchange })
    const { texts, batches, states } = run(optionsOf(address, ofDay))
    await soon(() => expect(states()).toEqual(['connected']))
    exchange.queue.push({ ...deal, volume: 20_000, dealVolume: deal.dealVolume - 50_000 }, deal)
    const told = () => texts('ssi3').filter((text) => text.includes('"put.SSI"'))
    await soon(() => expect(told()).toHaveLength(2))
    stopServing()
    await serve({ exchange, port: Number(new URL(address).port) })
    await soon(() => expect(states()).toEqual(['connected', 'disconnected', 'connected']))
    exchange.queue.push(deal)
    await soon(() => expect(told()).toHaveLength(3))
    const frames = batches.flat().map((frame, i) => ({ ...frame, seq: i + 1 }))
    const events = await lastValueFrom(from(frames).pipe(orderedEvents(decode), toArray()))
    const deals = events.filter((event) => event.kind === 'trade' && event.phase === 'putThrough')
    expect(deals).toMatchObject([
      { symbol: 'SSI', venue: 'HOSE', price: price(30_500), volume: 20_000, side: 'neutral' },
      { symbol: 'SSI', volume: 50_000, restart: false },
    ])
  })

  it('have the minutes of a gap, when they are asked for', async () => {
    const time = (text: string) => Date.parse(`${DATE}T${text}+07:00`)
    const missed$ = of([{ symbol: 'SSI', from: time('09:15:20'), to: time('09:16:50'), volume: 100 }])
    const { texts, warnings } = run(optionsOf(await serve(), { ...ofDay, missed$ }))
    const minutes = () => texts('ssi3-rest').filter((text) => text.includes('ohlc'))
    await soon(() => expect(minutes()).toHaveLength(1))
    const events = decodeSsi3Rest({ seq: 1, receivedTime: 0, source: 'ssi3-rest', text: minutes()[0] ?? '' })
    expect(events).toMatchObject([
      { kind: 'minuteBar', symbol: 'SSI', start: time('09:15:00'), volume: 1000 },
      { kind: 'minuteBar', symbol: 'SSI', start: time('09:16:00'), volume: 500 },
    ])
    expect(warnings).toEqual([])
  })

  it('find each other again after the exchange was gone', async () => {
    const address = await serve()
    const { states, texts } = run(optionsOf(address, { ...ofDay, topics: ['trade.index.VN30'] }))
    await soon(() => expect(texts('ssi3')).toHaveLength(1))
    stopServing()
    await soon(() => expect(states()).toEqual(['connected', 'disconnected']))
    await serve({ port: Number(new URL(address).port) })
    await soon(() => expect(states()).toEqual(['connected', 'disconnected', 'connected']))
    await soon(() => expect(texts('ssi3')).toHaveLength(2))
  })
})
