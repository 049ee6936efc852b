import { describe, expect } from 'vitest'
import { tradingDay } from '../../src/domain/time.ts'
import { phaseAt } from '../../src/market/phases.ts'
import { tickSize } from '../../src/market/tick-size.ts'
import { marketEvents, marketQuotes, marketTrades } from '../../src/testing/index.ts'
import { test } from '../property-tests.ts'

const dates = ['2026-11-19', '2026-11-20']

describe('events of a market', () => {
  test.prop([marketEvents({ dates, symbols: ['FPT', 'HPG', 'VNM'] })])(
    'stand in the order of the log, in the continuous session',
    (events) => {
      expect(events.map(({ seq }) => seq)).toEqual(events.map((_, i) => i + 1))
      const times = events.map(({ exchangeTime }) => exchangeTime)
      expect(times).toEqual([...times].sort((a, b) => a - b))
      for (const time of times) expect(phaseAt('HOSE', time)).toBe('continuous')
    },
  )

  test.prop([marketEvents({ dates, minLength: 2 })])('are shared out among the dates', (events) => {
    expect(new Set(events.map(({ exchangeTime }) => tradingDay(exchangeTime))).size).toBe(2)
  })

  test.prop([marketTrades({ dates })])("add up to each day's volume, at prices on ticks", (trades) => {
    const totals = new Map<string, number>()
    for (const { symbol, exchangeTime, volume, totalVolume, price, value } of trades) {
      const key = `${symbol} ${tradingDay(exchangeTime)}`
      totals.set(key, (totals.get(key) ?? 0) + volume)
      expect(totalVolume).toBe(totals.get(key))
      expect(price % tickSize('HOSE', 'stock', price)).toBe(0)
      expect(value).toBe((price * volume) / 100)
    }
  })

  test.prop([marketTrades({ minLength: 1 })])('say why a trade has its side', (trades) => {
    for (const { side, basis, bid, ask, price } of trades) {
      if (side === 'neutral') expect([basis, bid, ask]).toEqual(['none', undefined, undefined])
      else expect([basis, price]).toEqual(['quote', side === 'buy' ? ask : bid])
    }
  })

  test.prop([marketQuotes({ minLength: 1 })])('have books that do not cross', (quotes) => {
    for (const { bids, asks } of quotes) expect(bids[0]?.price).toBeLessThan(asks[0]?.price ?? 0)
  })
})
