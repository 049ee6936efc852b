import { describe, expect, it } from 'vitest'
import { instantOf } from '../../../../src/domain/time.ts'
import type { SimulatedExchange } from '../../../../src/exchange/message.ts'
import { simulatedExchange } from '../../../../src/exchange/simulated-exchange.ts'
import { dayBook } from '../../../../src/exchange/wire3/day/day-book.ts'
import { wideBars } from '../../../../src/exchange/wire3/day/wide-bars.ts'
import { teller } from '../../../../src/exchange/wire3/stream/telling.ts'
import { slashTime } from '../../../../src/exchange/wire3/wire3-format.ts'

const DATE = '2026-11-20'
const at = (hours: number, minutes: number, date = DATE) => instantOf(date, (hours * 60 + minutes) * 60_000)

interface Event {
  readonly topic: string
  readonly data: Readonly<Record<string, string>>
}

const [SECOND, MINUTE] = [1_000, 60_000]

/** How far an exchange is run, and in which steps. */
interface Stage {
  readonly to: number
  readonly step: number
}

/** Runs an exchange through stages, and gives everything that is told of it. */
function run(exchange: SimulatedExchange, stages: readonly Stage[]) {
  const book = dayBook(exchange)
  const market = teller({ exchange, book })
  const events: Event[] = []
  const keep = (frames: readonly { frame: () => string }[]) => {
    for (const { frame } of frames) events.push(JSON.parse(frame()) as Event)
  }
  for (const { to, step } of stages)
    for (let now = exchange.now + step; now <= to; now += step) {
      for (const message of exchange.advance(now)) {
        book.note(message)
        keep(market.tell(message))
      }
      keep(market.due())
    }
  return { book, of: (type: RegExp) => events.filter(({ topic }) => type.test(topic)) }
}

function grouped(events: readonly Event[], key: (event: Event) => string | undefined) {
  const groups = new Map<string, Event[]>()
  for (const event of events) {
    const group = key(event) ?? ''
    groups.set(group, [...(groups.get(group) ?? []), event])
  }
  return groups
}

const byTopic = (events: readonly Event[]) => grouped(events, ({ topic }) => topic)

describe('what is told of a simulated market', () => {
  const exchange = simulatedExchange({ seed: 3, date: DATE, symbols: 60, startAt: at(9, 30) })
  const market = run(exchange, [{ to: at(9, 45), step: SECOND }])

  it('counts the day by trades alone: the volume grows by each trade, and by nothing else', () => {
    const trades = byTopic(market.of(/^trade\.[A-Z0-9]+$/))
    expect(trades.size).toBeGreaterThan(30)
    for (const told of trades.values()) {
      for (const [i, { data }] of told.slice(1).entries()) {
        expect(Number(data['v']) - Number(told[i]?.data['v'])).toBe(Number(data['q']))
      }
    }
  })

  it('tells deals apart: together with the trades they are what the exchange counts', () => {
    const deals = byTopic(market.of(/^put\./))
    expect(deals.size).toBeGreaterThan(0)
    for (const { symbol } of exchange.securities) {
      const trade = exchange.latest(symbol).find(({ kind }) => kind === 'trade')
      const matched = market.of(new RegExp(`^trade\\.${symbol}$`)).at(-1)
      if (trade?.kind !== 'trade' || !matched) continue
      expect(Number(matched.data['v']) + trade.dealVolume).toBe(trade.totalVolume)
    }
    for (const told of deals.values()) {
      for (const [i, { data }] of told.slice(1).entries()) {
        expect(Number(data['tq']) - Number(told[i]?.data['tq'])).toBe(Number(data['q']))
      }
    }
  })

  it.each([
    ['1m', MINUTE],
    ['5m', 5 * MINUTE],
  ])('repeats a %s bar while it runs, the last time whole', (interval, width) => {
    const bars = byTopic(market.of(new RegExp(`^trade\\.[A-Z0-9]+@${interval}$`)))
    let repeated = 0
    for (const [topic, told] of bars) {
      const symbol = topic.slice('trade.'.length, topic.indexOf('@'))
      const whole = wideBars(exchange.minuteBars(symbol), width)
      for (const [start, snapshots] of grouped(told, ({ data }) => data['st'])) {
        const bar = whole.find((each) => slashTime(each.start) === start)
        expect(snapshots.at(-1)?.data['v']).toBe(String(bar?.volume))
        expect(new Set(snapshots.map(({ data }) => data['o'])).size).toBe(1)
        expect(snapshots.length).toBeLessThanOrEqual(width / (2 * SECOND) + 1)
        if (snapshots.length > 1) repeated++
      }
    }
    expect(repeated).toBeGreaterThan(50)
  })

  it('tells the same trade as a tick', () => {
    const ticks = market.of(/^trade\.[A-Z0-9]+@tick$/).map(({ data }) => data)
    expect(ticks).toEqual(market.of(/^trade\.[A-Z0-9]+$/).map(({ data }) => data))
  })

  it('tells the value of an index, and its bars', () => {
    const values = market.of(/^trade\.index\.VN30$/)
    expect(values.length).toBeGreaterThan(100)
    const bars = market.of(/^trade\.index\.VN30@1m$/)
    expect(bars.at(-1)?.data['c']).toBe(values.at(-1)?.data['v'])
    expect(market.book.indexBars('VN30').length).toBe(16)
  })
})

describe('a new day', () => {
  const exchange = simulatedExchange({ seed: 3, date: DATE, symbols: 40, startAt: at(14, 59) })
  const monday = '2026-11-23'
  const market = run(exchange, [
    { to: at(15, 1), step: SECOND },
    { to: at(8, 29, monday), step: MINUTE },
    { to: at(9, 16, monday), step: SECOND },
  ])

  it('begins with the limits of everything listed', () => {
    const limits = market.of(/^market\.(?!FLAG)/)
    expect(limits).toHaveLength(exchange.securities.length)
    expect(limits[0]?.data['t']).toBe('2026/11/23 08:30:00')
    const [first] = exchange.securities
    expect(limits.find(({ topic }) => topic === `market.${first?.symbol ?? ''}`)?.data).toMatchObject({
      ref: String((first?.reference ?? 0) / 100),
    })
  })

  it('says the sessions of each board once', () => {
    const flags = grouped(market.of(/^market\.FLAG$/), ({ data }) => data['b'])
    expect(flags.get('HOSE')?.map(({ data }) => `${data['f'] ?? ''} ${data['t']?.slice(11) ?? ''}`)).toEqual([
      'C 15:00:00',
      'ATO 09:00:00',
      'LO 09:15:00',
    ])
    expect(flags.get('DER')?.at(-1)?.data['f']).toBe('LO')
  })

  it('counts from nothing', () => {
    const first = market.of(/^trade\.[A-Z0-9]+$/).find(({ data }) => data['t']?.startsWith('2026/11/23'))
    expect(first?.data['v']).toBe(first?.data['q'])
  })
})
