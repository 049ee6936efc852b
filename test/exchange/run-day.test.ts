import { describe, expect, it } from 'vitest'
import { turnover } from '../../src/domain/money.ts'
import { ictTimeOfDay } from '../../src/domain/time.ts'
import type { QuoteMessage, StatusMessage, TradeMessage } from '../../src/exchange/message.ts'
import { openFloor } from '../../src/exchange/open-floor.ts'
import { isOnTick } from '../../src/market/tick-size.ts'
import { at, bySymbol, isQuote, isTrade, runDay, venueOf } from './one-day.ts'

const { day, told } = runDay(7)
const trades = told.filter(isTrade)
const matches = trades.filter(({ session }) => session !== 'PT')
const listedOf = (symbol: string) => day.floor.bySymbol.get(symbol)!.listed

/** What holds for none of the messages is told by the first ones that break it. */
const breaking = <T>(messages: readonly T[], breaks: (message: T) => boolean): readonly T[] =>
  messages.filter(breaks).slice(0, 3)

describe('trades', () => {
  it('add up to the totals that they tell, exactly', () => {
    for (const [symbol, list] of bySymbol(told.filter((message) => message.kind === 'trade'))) {
      let [volume, value] = [0, 0]
      const addsUp = (trade: TradeMessage) => {
        volume += trade.volume
        if (trade.price !== undefined)
          value += turnover(trade.price, trade.volume, listedOf(symbol).multiplier)
        return trade.totalVolume === volume && trade.totalValue === value
      }
      expect(breaking(list, (trade) => !addsUp(trade))).toEqual([])
    }
  })

  it('lie inside the band, on the grid and in lots', () => {
    const wrong = ({ symbol, price, volume, session }: TradeMessage) => {
      const { venue, instrument, ceiling, floor, lot } = listedOf(symbol)
      if (price === undefined || price > ceiling || price < floor || volume % lot !== 0) return true
      return session === 'PT' ? price % 100 !== 0 : !isOnTick(venue, instrument, price)
    }
    expect(breaking(trades, wrong)).toEqual([])
  })

  it('name the aggressor in continuous trading, who came to the quote told before, and nobody else', () => {
    const before = new Map<string, QuoteMessage>()
    const meets = ({ symbol, price, side }: TradeMessage) => {
      const quote = before.get(symbol)
      return side === 'buy' ? price! >= quote!.asks[0]!.price : price! <= quote!.bids[0]!.price
    }
    const wrong: TradeMessage[] = []
    for (const message of told) {
      if (isQuote(message)) before.set(message.symbol, message)
      else if (isTrade(message) && message.session === 'LO' && !meets(message)) wrong.push(message)
    }
    expect(wrong.slice(0, 3)).toEqual([])
    const named = (trade: TradeMessage) => (trade.session === 'LO') === (trade.side !== undefined)
    expect(breaking(trades, (trade) => !named(trade))).toEqual([])
  })

  it('move high and low, but for deals outside the book', () => {
    for (const [, list] of bySymbol(matches)) {
      const prices = list.map(({ price }) => price!)
      const last = list.at(-1)
      expect([last?.highest, last?.lowest]).toEqual([Math.max(...prices), Math.min(...prices)])
    }
    expect(trades.filter(({ session }) => session === 'PT').length).toBeGreaterThan(100)
  })
})

describe('auctions', () => {
  const prints = (session: 'ATO' | 'ATC') => bySymbol(trades.filter((trade) => trade.session === session))

  it('end in one print a symbol, at the end of the auction', () => {
    for (const [session, ends] of [
      ['ATO', { HOSE: at(9, 15), DERIVATIVES: at(9) }],
      ['ATC', { HOSE: at(14, 45), HNX: at(14, 45), DERIVATIVES: at(14, 45) }],
    ] as const) {
      const printed = prints(session)
      expect(printed.size).toBeGreaterThan(30)
      for (const [symbol, list] of printed) {
        expect(list).toHaveLength(1)
        expect(Object.entries(ends)).toContainEqual([venueOf(day, symbol), list[0]?.time])
      }
    }
  })

  it('tell a projected price while they run, on the grid, with no volume', () => {
    const projected = told.filter(
      (message) => message.kind === 'trade' && message.projectedPrice !== undefined,
    )
    expect(projected.length).toBeGreaterThan(50)
    for (const message of projected) expect(message).toMatchObject({ volume: 0, session: /AT[OC]/ })
  })

  it('show interest without a price apart, and none outside them', () => {
    const apart = told.filter(isQuote).filter((quote) => quote.auctionBidVolume + quote.auctionAskVolume > 0)
    expect(apart.length).toBeGreaterThan(50)
    expect(breaking(apart, ({ session }) => !['ATO', 'ATC'].includes(session))).toEqual([])
  })
})

describe('quotes', () => {
  const quotes = told.filter(isQuote)

  it('show the best levels, best first, three on HOSE and up to ten elsewhere', () => {
    const rises = (prices: readonly number[]) => prices.every((price, i) => price > (prices[i - 1] ?? 0))
    const wrong = ({ symbol, bids, asks }: (typeof quotes)[number]) => {
      const depth = venueOf(day, symbol) === 'HOSE' ? 3 : 10
      const sorted = rises(asks.map(({ price }) => price)) && rises(bids.map(({ price }) => price).reverse())
      return (
        !sorted ||
        bids.length > depth ||
        asks.length > depth ||
        [...bids, ...asks].some(({ volume }) => volume <= 0)
      )
    }
    expect(breaking(quotes, wrong)).toEqual([])
    expect(quotes.some(({ bids }) => bids.length === 10)).toBe(true)
  })

  it('are never crossed in continuous trading', () => {
    const crossed = ({ session, bids, asks }: (typeof quotes)[number]) =>
      session === 'LO' && (bids[0]?.price ?? 0) >= (asks[0]?.price ?? Infinity)
    expect(breaking(quotes, crossed)).toEqual([])
  })

  it('come a few a second and symbol at most', () => {
    const perSecond = new Map<string, number>()
    for (const { symbol, time } of quotes) {
      const key = `${symbol} ${Math.floor(time / 1000)}`
      perSecond.set(key, (perSecond.get(key) ?? 0) + 1)
    }
    const counts = [...perSecond.values()].sort((a, b) => a - b)
    expect(counts[Math.floor(counts.length * 0.99)]).toBeLessThanOrEqual(5)
  })
})

describe('the day', () => {
  it.each([
    ['HOSE', ['ATO', 'LO', 'BREAK', 'LO', 'ATC', 'PT', 'C']],
    ['HNX', ['LO', 'BREAK', 'LO', 'ATC', 'PT', 'C']],
    ['UPCOM', ['LO', 'BREAK', 'LO', 'C']],
    ['DERIVATIVES', ['ATO', 'LO', 'BREAK', 'LO', 'ATC', 'C']],
  ])('%s goes through its sessions', (venue, sessions) => {
    const status = bySymbol(told.filter((message): message is StatusMessage => message.kind === 'status'))
    const ofVenue = [...status].filter(([symbol]) => venueOf(day, symbol) === venue)
    expect(ofVenue.length).toBeGreaterThan(0)
    for (const [, list] of ofVenue) expect(list.map(({ session }) => session)).toEqual(sessions)
  })

  it('is told in order of time, and silent over lunch', () => {
    expect(breaking(told, (message) => message.time % 100 !== 0)).toEqual([])
    const times = told.map(({ time }) => time)
    expect(times.every((time, i) => time >= (times[i - 1] ?? 0))).toBe(true)
    expect(told.filter(({ time }) => time > at(11, 30, 5) && time < at(13))).toEqual([])
  })

  it('is busy at its ends and calm in the middle', () => {
    const between = (from: number, until: number) =>
      matches.filter(({ time, session }) => session === 'LO' && time >= from && time < until).length
    const [open, noon, close] = [
      between(at(9, 15), at(9, 45)),
      between(at(10, 45), at(11, 15)),
      between(at(14), at(14, 30)),
    ]
    expect(open).toBeGreaterThan(1.5 * noon)
    expect(close).toBeGreaterThan(1.5 * noon)
  })

  it('gives the front future near 18 % of the trades, and few symbols most of the rest', () => {
    const counts = [...bySymbol(matches)].map(([symbol, list]) => ({
      symbol,
      share: list.length / matches.length,
    }))
    counts.sort((a, b) => b.share - a.share)
    expect(counts[0]?.symbol).toBe('41I1GC000')
    expect(counts[0]?.share).toBeGreaterThan(0.14)
    expect(counts[0]?.share).toBeLessThan(0.22)
    const top = counts.slice(0, counts.length / 4).reduce((sum, { share }) => sum + share, 0)
    expect(top).toBeGreaterThan(0.45)
  })

  it('leaves books empty, after never letting them grow without end', () => {
    for (const { book } of day.floor.bySymbol.values()) expect(book.orders.size).toBe(0)
    const { day: late } = runDay(8, at(11))
    const sizes = [...late.floor.bySymbol.values()].map(({ book }) => book.orders.size)
    expect(Math.max(...sizes)).toBeLessThan(600)
  })
})

describe('foreign investors', () => {
  it('have totals that only grow and that are part of what was matched', () => {
    const foreign = bySymbol(told.filter((message) => message.kind === 'foreign'))
    expect(foreign.size).toBeGreaterThan(20)
    for (const [symbol, list] of foreign) {
      const fallen = list.filter(({ buyVolume, sellVolume }, i) => {
        const before = list[i - 1]
        return !(buyVolume >= (before?.buyVolume ?? 0) && sellVolume >= (before?.sellVolume ?? 0))
      })
      expect(fallen.slice(0, 3)).toEqual([])
      const { totals } = day.floor.bySymbol.get(symbol)!
      const last = list.at(-1)!
      expect(Math.max(last.buyVolume, last.sellVolume)).toBeLessThanOrEqual(totals.matchedVolume)
      expect(last.buyValue <= totals.matchedValue && last.sellValue <= totals.matchedValue).toBe(true)
    }
  })

  it('have room that what they bought is gone from, and nothing else at the end of the day', () => {
    for (const { foreign, listing } of day.floor.bySymbol.values()) {
      if (!foreign.metered) continue
      expect(foreign.currentRoom).toBe(foreign.totalRoom - listing.foreignHeld - foreign.buyVolume)
    }
  })
})

describe('indices', () => {
  it('are what the last prices of their members make', () => {
    const last = new Map<string, number>()
    let checked = 0
    for (const message of told) {
      if (isTrade(message) && message.session !== 'PT') last.set(message.symbol, message.price!)
      if (message.kind !== 'index' || ictTimeOfDay(message.time) % 600_000 !== 0) continue
      const { rule, members, divisor } = day.floor.indices.find(
        ({ listed }) => listed.id === message.indexId,
      )!
      const sum = members.reduce((total, { security: { listed, listing }, cap }) => {
        const shares = listed.listedShares * (rule.freeFloat ? listing.freeFloat : 1) * cap
        return total + (last.get(listed.symbol) ?? listed.reference) * shares
      }, 0)
      expect(Math.abs(message.value - sum / divisor)).toBeLessThan(0.501)
      expect(message.advances + message.declines + message.noChanges).toBe(members.length)
      checked++
    }
    expect(checked).toBeGreaterThan(60)
  })

  it('let no member of the VN30 weigh more than a tenth, whatever the market', () => {
    const caps = [1, 2, 3, 4, 5, 6, 7, 8].flatMap((seed) => {
      const { indices } = openFloor({ seed, symbols: 40 }, day.floor.date)
      const { members } = indices.find(({ listed }) => listed.id === 'VN30')!
      const weights = members.map(
        ({ security: { listed, listing }, cap }) =>
          listed.reference * listed.listedShares * listing.freeFloat * cap,
      )
      const whole = weights.reduce((sum, weight) => sum + weight, 0)
      expect(Math.max(...weights) / whole).toBeLessThan(0.100_001)
      return members.map(({ cap }) => cap)
    })
    expect(Math.min(...caps)).toBeLessThan(1)
  })

  it('are told every five seconds', () => {
    const times = told.flatMap((message) =>
      message.kind === 'index' && message.indexId === 'VN30' ? [message.time] : [],
    )
    const morning = times.filter((time) => time >= at(9) && time < at(11, 30))
    expect(morning).toHaveLength(150 * 12)
  })
})
