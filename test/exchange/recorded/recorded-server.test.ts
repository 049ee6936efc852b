import { from, lastValueFrom, map, scan, takeWhile, toArray } from 'rxjs'
import { afterEach, describe, expect, it } from 'vitest'
import { program } from '../../../pipelines/program.ts'
import type { Frame, RawFrame } from '../../../src/domain/frame.ts'
import { decode } from '../../../src/sources/decode.ts'
import { probeVenue } from '../../../src/sources/probe-venue.ts'
import { ssi } from '../../../src/sources/ssi/ssi.ts'
import { simulatedFrames } from '../../simulated-frames.ts'
import { optionsOf, run, stopAfterEach } from '../../sources/ssi3/run-ssi3.ts'
import { soon } from '../../sources/soon.ts'
import { bearer, negotiate, openHub, tokenOf } from '../wire/serve.ts'
import { serveRecorded, stopPlaying } from './playing.ts'

stopAfterEach()
afterEach(stopPlaying)

const listFrame = (content: object): RawFrame => ({
  receivedTime: 0,
  source: 'ssi-rest',
  text: JSON.stringify(content),
})

const broadcasts = simulatedFrames({
  seed: 3,
  date: '2026-11-20',
  from: '10:00',
  until: '10:01',
  symbols: 40,
})
const symbols = [...new Set(broadcasts.flatMap(({ text }) => /\\"Symbol\\":\\"(\w+)/.exec(text)?.[1] ?? []))]
const securities = symbols.map((Symbol) => ({ Market: 'HOSE', Symbol, StockName: Symbol }))
const lists = [
  listFrame({ endpoint: 'Securities', body: { data: securities, status: 'Success' } }),
  listFrame({
    endpoint: 'IndexComponents',
    indexCode: 'VN30',
    body: { data: [{ IndexCode: 'VN30', IndexComponent: [{ StockSymbol: 'FPT' }] }] },
  }),
]
const garbled: RawFrame = { receivedTime: 0, source: 'ssi', text: '{"DataType":"X-TRADE","Content":"{' }
const middle = broadcasts.length / 2
const recording: readonly RawFrame[] = [
  ...lists,
  ...broadcasts.slice(0, middle),
  garbled,
  { receivedTime: 0, source: 'clock', text: '{"exchangeTime":1}' },
  ...broadcasts.slice(middle),
]
const told = recording.filter(({ source }) => source === 'ssi').map(({ text }) => text)

/** For several connections: on a busy machine one may come long after the other. */
const SEVERAL = { settled: 500 }

/** The frames of the source, up to as many messages as the recording has. */
const received = (address: string, combined: boolean) =>
  lastValueFrom(
    ssi({
      baseUrl: address,
      streamUrl: address,
      consumerId: 'me',
      consumerSecret: 'secret',
      requestInterval: 1,
      combined,
    }).pipe(
      scan(
        (all, batch) => {
          all.frames.push(...batch)
          all.left -= batch.filter(({ source }) => source === 'ssi').length
          return all
        },
        { frames: [] as RawFrame[], left: told.length },
      ),
      takeWhile(({ left }) => left > 0, true),
    ),
  )

/** What the program makes of lists and messages. */
const outputs = async (frames: readonly RawFrame[]) => {
  const wanted = frames.filter(({ source }) => source === 'ssi' || source === 'ssi-rest')
  const numbered = wanted.map((frame, i): Frame => ({ ...frame, seq: i + 1, receivedTime: 0 }))
  const outputs$ = from(numbered).pipe(program(decode, { futures: [] }))
  return lastValueFrom(
    outputs$.pipe(
      map((output) => JSON.stringify(output)),
      toArray(),
    ),
  )
}

describe('recordedServer', () => {
  it('gives the v2 source the recording: lists, and every message in its order, so that the outputs are the same', async () => {
    const { frames } = await received(await serveRecorded(recording), true)
    expect(frames.filter(({ source }) => source === 'ssi').map(({ text }) => text)).toEqual(told)
    const expected = await outputs(recording)
    expect(expected.length).toBeGreaterThan(100)
    expect(await outputs(frames)).toEqual(expected)
  })

  it('waits for all connections of a client before it begins: each channel has all of its own, in its order', async () => {
    const { frames } = await received(await serveRecorded(recording, SEVERAL), false)
    const texts = frames.filter(({ source }) => source === 'ssi').map(({ text }) => text)
    for (const kind of ['"F"', '"X-QUOTE"', '"X-TRADE"', '"R"', '"MI"']) {
      const of = (all: readonly string[]) => all.filter((text) => text.includes(`{"DataType":${kind},`))
      expect(of(texts)).toEqual(of(told))
    }
  })

  it('sends what a client has subscribed to, once, and the last of it to one that comes later', async () => {
    const address = await serveRecorded(recording)
    const { token } = await tokenOf(address)
    const client = async (channels: string) => {
      const opened = openHub(address, `connect?${(await negotiate(address, token)).query}`, token)
      await soon(() => expect(opened.frames.some(({ S }) => S === 1)).toBe(true))
      opened.call('SwitchChannels', channels)
      return opened
    }
    const [first = '', second = ''] = symbols
    const some = await client(`X-TRADE:${first},X:${second},X-QUOTE:${second}`)
    const about = (symbol: string, kinds: string) =>
      told.filter((text) =>
        new RegExp(`"DataType":"(${kinds})".*\\\\"Symbol\\\\":\\\\"${symbol}\\\\"`).test(text),
      )
    const wanted = [...about(first, 'X-TRADE'), ...about(second, 'X-TRADE|X-QUOTE')]
    await soon(() =>
      expect(
        some
          .calls()
          .map(({ A }) => A[0])
          .sort(),
      ).toEqual([...wanted].sort()),
    )

    const late = await client(`X-QUOTE:${first}`)
    await soon(() => expect(late.calls().map(({ A }) => A[0])).toEqual(about(first, 'X-QUOTE').slice(-1)))
    const wrong = await client('Y:ALL')
    await soon(() => expect(wrong.calls().map(({ M }) => M)).toEqual(['Error']))
    for (const { socket } of [some, late, wrong]) socket.close()
  })

  it('names itself a recording in each answer', async () => {
    const address = await serveRecorded(recording, { title: 'thứ sáu; 20', speed: () => 2.5 })
    expect(await probeVenue(address)).toEqual({
      ...{ run: 'a-day-1', recording: 'thứ sáu; 20', speed: 2.5 },
      simulated: false,
    })
    expect(await probeVenue(await serveRecorded(recording))).toMatchObject({ speed: 'max' })
  })

  it('answers what was recorded, and says so of what was not', async () => {
    const minutes = ['09', '10'].map((hour) => ({
      Symbol: 'FPT',
      TradingDate: '20/11/2026',
      Time: `${hour}:00:00`,
    }))
    const ohlc = { endpoint: 'IntradayOhlc', symbol: 'FPT', resolution: '1', body: { data: minutes } }
    const address = await serveRecorded([...recording, listFrame(ohlc)])
    const { token } = await tokenOf(address)
    const ask = async (path: string) => {
      const response = await fetch(`${address}/api/v2/Market/${path}`, { headers: bearer(token) })
      return (await response.json()) as { data: object[] | null; message: string; totalRecord?: number }
    }
    expect(await ask('Securities?pageSize=10&pageIndex=2')).toMatchObject({
      data: securities.slice(10, 20),
      totalRecord: securities.length,
    })
    expect(await ask(`Securities?symbol=${symbols[1] ?? ''}`)).toMatchObject({ data: [securities[1]] })
    expect(await ask('Securities?market=HNX')).toMatchObject({ data: [] })
    expect(await ask('IndexComponents?indexCode=vn30')).toMatchObject({ data: [{ IndexCode: 'VN30' }] })
    const dates = 'fromDate=20/11/2026&toDate=20/11/2026'
    expect(await ask(`IntradayOhlc?symbol=FPT&${dates}`)).toMatchObject({ data: minutes })
    expect(await ask('IntradayOhlc?symbol=FPT&fromDate=01/11/2026&toDate=02/11/2026')).toMatchObject({
      data: [],
    })
    for (const path of [
      'IndexComponents?indexCode=HNX30',
      'DailyOhlc?symbol=FPT',
      `IntradayOhlc?symbol=VNM&${dates}`,
    ])
      expect(await ask(path)).toMatchObject({
        data: null,
        message: expect.stringContaining('holds no answer') as string,
      })
    expect((await fetch(`${address}/api/v2/Market/Securities`)).status).toBe(401)
  })

  it('plays once, when somebody listens and not before', async () => {
    let begun = 0
    async function* play(subscribed: Promise<unknown>) {
      await subscribed
      begun += 1
      yield { frames: broadcasts.slice(0, 10) }
    }
    const address = await serveRecorded(lists, { play })
    const { token } = await tokenOf(address)
    const hub = openHub(address, `connect?${(await negotiate(address, token)).query}`, token)
    await soon(() => expect(hub.frames.some(({ S }) => S === 1)).toBe(true))
    expect(begun).toBe(0)
    hub.call('SwitchChannels', 'ALL')
    await soon(() => expect(hub.calls()).toHaveLength(10))
    expect(begun).toBe(1)
    hub.socket.close()
  })
})

const event = (topic: string, data: object) => ({
  receivedTime: 0,
  source: 'ssi3',
  text: `{"channel":"DATA","topic":"${topic}","data":${JSON.stringify(data)}}`,
})
const list3 = (content: object) => ({ receivedTime: 0, source: 'ssi3-rest', text: JSON.stringify(content) })

describe('recordedServer, version 3', () => {
  const rows = [
    { symbol: 'FPT', board: 'HOSE' },
    { symbol: 'SHS', board: 'HNX' },
    { symbol: '41I1FC000', board: 'DERIVATIVES' },
  ]
  const limits = rows.map(({ symbol, board }) => ({
    ...{ board, symbol, tradingDate: '2026/11/20' },
    ...{ ceiling: '110000', floor: '90000', refPrice: '100000' },
  }))
  const frames = [
    list3({ endpoint: 'securitiesByBoard', body: rows }),
    list3({ endpoint: 'securitiesByBoard', index: 'VN30', body: [rows[0]] }),
    list3({ endpoint: 'masterdata', from: '2026/11/20', to: '2026/11/20', body: limits }),
    event('market.FLAG', { b: 'HOSE', f: 'LO' }),
    event('trade.FPT', { s: 'FPT', p: '100000' }),
    { receivedTime: 0, source: 'ssi3', text: 'not to be read' },
    event('quote.SHS', { s: 'SHS' }),
    event('quote.41I1FC000', { s: '41I1FC000' }),
    event('trade.index.VN30', { s: 'VN30', b: 'HOSE' }),
    event('room.FPT', { s: 'FPT' }),
  ]
  const all = frames.filter(({ source }) => source === 'ssi3').map(({ text }) => text)

  it('gives the v3 source the recording: lists of another day, too, and every event in its order', async () => {
    const { texts, warnings } = run(optionsOf(await serveRecorded(frames), { isQuietPhase: () => true }))
    await soon(() => expect(texts('ssi3')).toEqual(all))
    const told = texts('ssi3-rest').map((text) => JSON.parse(text) as { endpoint: string; body: object[] })
    expect(told.map(({ endpoint }) => endpoint)).toEqual([
      'securitiesByBoard',
      'securitiesByBoard',
      'masterdata',
    ])
    expect(told[0]?.body).toEqual(rows)
    expect(told[2]?.body).toEqual(limits)
    expect(warnings).toEqual([])
  })

  it('sends an event to who has its code, its board or its index', async () => {
    const address = await serveRecorded(frames, SEVERAL)
    const of = (topics: string[]) => run(optionsOf(address, { topics, isQuietPhase: () => true }))
    const [board, index, code] = [of(['trade.HOSE']), of(['trade.VN30']), of(['quote.SHS'])]
    // What cannot be read goes where the one before it went.
    await soon(() => expect(board.texts('ssi3')).toEqual(all.slice(1, 3)))
    await soon(() => expect(index.texts('ssi3')).toEqual(all.slice(1, 3)))
    await soon(() => expect(code.texts('ssi3')).toEqual([all[3]]))
  })
})
