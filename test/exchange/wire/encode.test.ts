import { describe, expect, it } from 'vitest'
import { decode } from '../../../src/sources/decode.ts'
import type { MarketMessage, QuoteMessage, TradeMessage } from '../../../src/exchange/message.ts'
import { type Encodable, encode } from '../../../src/exchange/wire/encode.ts'
import { fc, test } from '../../property-tests.ts'
import { samples } from '../../sources/ssi/samples.ts'
import { priceOfHundredths } from '../../../src/domain/money.ts'
import { foreign, future, index, price, quote, share, status, trade, vn30 } from './small-exchange.ts'

const contentOf = (encodable: Encodable) => (JSON.parse(encode(encodable)) as { Content: string }).Content

const decoded = (encodable: Encodable) => {
  const events = decode({ seq: 1, receivedTime: 0, source: 'ssi', text: encode(encodable) })
  expect(events).toHaveLength(1)
  return events[0]
}

describe('encode', () => {
  it.each([
    ['F', { message: status, about: share }],
    ['X-QUOTE', { message: quote, about: share }],
    ['X-TRADE', { message: trade, about: share }],
    ['R', { message: foreign, about: share }],
  ] as const)('writes %s as the real exchange does, to the byte', (kind, encodable) => {
    // The sample's average is not the one of its own totals.
    expect(contentOf(encodable)).toBe(samples[kind].replace('31143.9', '31143.29'))
    expect(JSON.parse(encode(encodable))).toMatchObject({ DataType: kind })
  })

  it('writes MI as the real exchange does, but for what is not simulated', () => {
    const real = JSON.parse(samples.MI) as object
    const ours = JSON.parse(contentOf({ message: index, about: vn30 })) as object
    expect(Object.keys(ours)).toEqual(Object.keys(real))
    const unknown = {
      AllQty: 318_550_000,
      AllValue: 8_911_203_000_000,
      TotalQttyPt: 0,
      TotalValuePt: 0,
      TradingSession: 'LO',
    }
    expect(ours).toEqual({ ...real, ...unknown })
  })

  it('writes a future in points, and its average without the multiplier', () => {
    const message: TradeMessage = {
      ...trade,
      symbol: future.symbol,
      price: price(1285.4),
      totalVolume: 10,
      totalValue: 1_284_000_000,
      side: 'sell',
    }
    expect(contentOf({ message, about: future })).toContain('"RefPrice":1280.0,"AvgPrice":1284.0')
    expect(contentOf({ message, about: future })).toMatch(
      /"LastPrice":1285\.4,.*"Change":5\.4,"RatioChange":0\.42,.*"Side":"SD"/,
    )
  })

  it('writes interest without a price as level 1 at price 0', () => {
    const message: QuoteMessage = { ...quote, session: 'ATO', auctionBidVolume: 1400 }
    expect(contentOf({ message, about: share })).toMatch(
      /"BidPrice1":0\.0,"BidPrice2":31150\.0,.*"BidVol1":1400\.0,"BidVol2":22700\.0/,
    )
    expect(decoded({ message, about: share })).toMatchObject({
      auctionBidVolume: 1400,
      auctionAskVolume: undefined,
      bids: quote.bids,
    })
  })

  it('writes a projected price before the first trade', () => {
    const before = {
      price: undefined,
      volume: 0,
      totalVolume: 0,
      totalValue: 0,
      highest: undefined,
      lowest: undefined,
    }
    const message: TradeMessage = {
      ...trade,
      ...before,
      side: undefined,
      session: 'ATO',
      projectedPrice: price(31_500),
    }
    expect(contentOf({ message, about: share })).toContain(
      '"LastPrice":0.0,"LastVol":0.0,"TotalVal":0.0,"TotalVol":0.0',
    )
    expect(decoded({ message, about: share })).toMatchObject({
      kind: 'last',
      price: undefined,
      totalVolume: 0,
      phase: 'ato',
      projectedPrice: price(31_500),
    })
  })
})

describe('what is encoded is decoded', () => {
  const prices = fc.integer({ min: 1, max: 50_000_000 }).map(priceOfHundredths)
  const volumes = fc.integer({ min: 1, max: 10 ** 9 })
  const amounts = fc.integer({ min: 0, max: 10 ** 15 })
  /** What foreigners can trade in a day. */
  const dayVolumes = fc.integer({ min: 0, max: 10 ** 11 })
  const times = fc.integer({ min: 0, max: 10 ** 5 }).map((seconds) => trade.time + seconds * 1000)
  const stamp = (message: MarketMessage) => ({ seq: 1, receivedTime: 0, exchangeTime: message.time })

  test.prop([
    fc.record({
      time: times,
      price: prices,
      volume: volumes,
      totalVolume: volumes,
      totalValue: amounts,
      side: fc.constantFrom('buy', 'sell', undefined),
      projectedPrice: fc.option(prices, { nil: undefined }),
    }),
  ])('for trades', (changes) => {
    const message: TradeMessage = { ...trade, ...changes }
    expect(decoded({ message, about: share })).toStrictEqual({
      kind: 'last',
      ...stamp(message),
      symbol: 'SSI',
      venue: 'HOSE',
      price: message.price,
      volume: message.volume,
      totalVolume: message.totalVolume,
      phase: 'continuous',
      feedSide: message.side,
      projectedPrice: message.projectedPrice,
      reference: share.reference,
      ceiling: share.ceiling,
      floor: share.floor,
    })
  })

  const levels = fc.array(fc.record({ price: prices, volume: volumes }), { maxLength: 10 })
  test.prop([times, levels, levels])('for quotes', (time, bids, asks) => {
    const message: QuoteMessage = { ...quote, time, symbol: future.symbol, bids, asks }
    expect(decoded({ message, about: future })).toMatchObject({
      kind: 'quote',
      ...stamp(message),
      symbol: future.symbol,
      venue: 'DERIVATIVES',
      bids,
      asks,
      auctionBidVolume: undefined,
      auctionAskVolume: undefined,
    })
  })

  test.prop([times, dayVolumes, dayVolumes, amounts])(
    'for foreign totals',
    (time, buyVolume, sellVolume, buyValue) => {
      const message = { ...foreign, time, buyVolume, sellVolume, buyValue }
      const { kind, symbol, sellValue, totalRoom, currentRoom } = message
      expect(decoded({ message, about: share })).toStrictEqual({
        kind,
        ...stamp(message),
        symbol,
        venue: 'HOSE',
        buyVolume,
        sellVolume,
        buyValue,
        sellValue,
        totalRoom,
        currentRoom,
      })
    },
  )

  test.prop([times, prices, prices, amounts])('for indices', (time, value, prior, totalValue) => {
    const message = { ...index, time, value, prior, totalValue }
    expect(decoded({ message, about: vn30 })).toMatchObject({
      kind: 'index',
      ...stamp(message),
      value,
      prior,
      totalValue,
      advances: 18,
    })
  })

  it('for status', () => {
    expect(decoded({ message: status, about: share })).toMatchObject({
      kind: 'status',
      symbol: 'SSI',
      session: 'LO',
      status: 'N',
    })
  })
})
