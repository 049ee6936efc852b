import type { Subscription } from 'rxjs'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { MarketMessage } from '../../src/exchange/message.ts'
import { simulatedExchange } from '../../src/exchange/simulated-exchange.ts'
import { decode } from '../../src/sources/decode.ts'
import { ssi } from '../../src/sources/ssi/ssi.ts'
import { at, DATE } from '../exchange/one-day.ts'
import { serve, stopServing } from '../exchange/wire/serve.ts'
import { type ClientProcess, clientProcess } from './client-process.ts'
import type { DataReport } from './data-client.ts'

const clients: ClientProcess<unknown>[] = []
const sources: Subscription[] = []
afterEach(async () => {
  for (const source of sources.splice(0)) source.unsubscribe()
  await Promise.all(clients.splice(0).map(({ close }) => close()))
  stopServing()
})

const WAIT = { timeout: 50_000, interval: 20 }
const KINDS = { status: 'F', quote: 'X-QUOTE', trade: 'X-TRADE', foreign: 'R', index: 'MI' } as const

/** The exchange at 09:16 behind a clock that is moved by hand, and everything that it tells. */
async function market() {
  const exchange = simulatedExchange({ seed: 5, date: DATE, symbols: 40, startAt: at(9, 16) })
  const told: MarketMessage[] = []
  const advance = exchange.advance.bind(exchange)
  Object.assign(exchange, {
    advance(to: number) {
      const messages = advance(to)
      told.push(...messages)
      return messages
    },
  })
  let wall = Date.now()
  const credentials = { consumerId: 'me', consumerSecret: 'mine' }
  const address = await serve({ exchange, speed: 5, now: () => wall, credentials })
  // What stands is told to a new subscriber first.
  const standing = [
    ...exchange.securities.flatMap(({ symbol }) => exchange.latest(symbol)),
    ...exchange.indices.flatMap(({ id }) => exchange.latestIndex(id) ?? []),
  ]
  return {
    exchange,
    address,
    /** How many messages of a channel everyone must have by now. */
    due: (channel: string) => [...standing, ...told].filter(({ kind }) => KINDS[kind] === channel).length,
    /** Lets five seconds of the market pass. */
    goOn: async () => {
      const { now } = exchange
      wall += 1_000
      await vi.waitFor(() => expect(exchange.now).toBe(now + 5_000), WAIT)
    },
  }
}

const channelOf = (text: string) => (JSON.parse(text) as { DataType: string }).DataType

/** Decoded events of one channel. */
const decoded = (texts: readonly string[], channel: string) =>
  texts
    .filter((text) => channelOf(text) === channel)
    .flatMap((text) => decode({ seq: 1, receivedTime: 0, source: 'ssi', text }))

describe('SSI’s own client of market data, ssi-fcdata 2.2.0', () => {
  it('reads the lists, and hears what our source hears', async () => {
    const { exchange, address, due, goOn } = await market()
    const client = clientProcess<DataReport>('./data-client.ts', [address, 'me', 'mine'])
    clients.push(client)
    const own: string[] = []
    const options = { baseUrl: address, streamUrl: address, consumerId: 'me', consumerSecret: 'mine' }
    sources.push(
      ssi({ ...options, requestInterval: 0 }).subscribe((frames) => {
        own.push(...frames.flatMap(({ source, text }) => (source === 'ssi' ? [text] : [])))
      }),
    )
    const theirs = () => client.reports.flatMap((report) => (report.kind === 'message' ? [report.text] : []))
    const count = (texts: readonly string[], channel: string) =>
      texts.filter((text) => channelOf(text) === channel).length
    const haveAll = () => {
      for (const channel of Object.values(KINDS)) {
        expect([channel, count(theirs(), channel)]).toEqual([channel, due(channel)])
        expect([channel, count(own, channel)]).toEqual([channel, due(channel)])
      }
    }
    await vi.waitFor(haveAll, WAIT)
    for (let i = 0; i < 4; i++) await goOn()
    await vi.waitFor(haveAll, WAIT)

    for (const channel of Object.values(KINDS)) {
      const events = decoded(theirs(), channel)
      expect(events).toEqual(decoded(own, channel))
      expect(events.length).toBeGreaterThan(0)
    }
    const combined = decoded(theirs(), 'X')
    expect(combined.length).toBeGreaterThan(due('X-QUOTE') / 2)
    expect(combined.filter(({ kind }) => kind === 'rejected')).toEqual([])
    expect(theirs().filter((text) => channelOf(text) === 'B').length).toBeGreaterThan(0)

    const answers = client.reports.flatMap((report) => (report.kind === 'rest' ? [report] : []))
    expect(answers.map(({ status, body }) => [status, body['message']])).toEqual(
      answers.map(() => [200, 'Success']),
    )
    const hose = exchange.securities.filter(({ venue }) => venue === 'HOSE')
    const totals = answers.map(({ body }) => body['totalRecord'])
    expect(totals).toEqual([undefined, hose.length, 1, 30, 2, 1, exchange.minuteBars('FPT').length])
  })
})
