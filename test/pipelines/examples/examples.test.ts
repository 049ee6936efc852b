import { describe, expect, it } from 'vitest'
import { auctionSurprise } from '../../../pipelines/examples/auction-surprise.ts'
import { basisMeanReversion } from '../../../pipelines/examples/basis-mean-reversion.ts'
import { foreignAccumulation } from '../../../pipelines/examples/foreign-accumulation.ts'
import { orderFlowImbalance } from '../../../pipelines/examples/order-flow-imbalance.ts'
import { sectorRotation } from '../../../pipelines/examples/sector-rotation.ts'
import type { Basis, ForeignFlow } from '../../../src/domain/outputs.ts'
import { sectorOf } from '../../../src/market/sectors.ts'
import {
  asOperator,
  at,
  classifiedTrade,
  eventsAt,
  goldenReplay,
  looksAtNothingLater,
  marketTrades,
  price,
  rowsOf,
  sameInAnyChunks,
  testPipeline,
} from '../../../src/testing/index.ts'
import { test } from '../../property-tests.ts'

const stamp = { seq: 1, exchangeTime: at('10:00:00'), receivedTime: at('10:00:00') }

const flow = (symbol: string, buyValue: number, sellValue = 0): ForeignFlow => ({
  kind: 'foreignFlow',
  ...stamp,
  symbol,
  buyVolume: buyValue / 1_000,
  sellVolume: sellValue / 1_000,
  buyValue,
  sellValue,
  totalRoom: undefined,
  currentRoom: undefined,
  buySpeed: 0,
  sellSpeed: 0,
  buyAcceleration: 0,
  sellAcceleration: 0,
  rebased: false,
})

const basis = (basisPercent: number): Basis => ({
  kind: 'basis',
  ...stamp,
  symbol: '41I1GC000',
  futurePrice: price(1301),
  spotValue: price(1300),
  basis: 100,
  basisPercent,
  state: 'premium',
})

describe('examples', () => {
  it('order-flow-imbalance tells of five minutes with one side', () => {
    testPipeline(orderFlowImbalance, {
      given: '09:15:00 bbs 09:20:00 bs 09:25:00 -',
      events: {
        b: classifiedTrade({ volume: 10_000, side: 'buy' }),
        s: classifiedTrade({ volume: 2_000, side: 'sell' }),
      },
      // The bar is told when the next one begins; the last one at the end is below the least.
      gives: '09:20:00 r --',
      rows: { r: { symbol: 'FPT', imbalance: 18 / 22, volume: 22_000 } },
      params: { least: 0.7 },
    })
  })

  it('basis-mean-reversion tells how far a basis lies from its mean', () => {
    const events = eventsAt('09:15:00 ababh', { a: basis(0.1), b: basis(0.2), h: basis(0.5) })
    expect(rowsOf(basisMeanReversion, events, { window: 4 }).map(({ row }) => row)).toEqual([
      {
        symbol: '41I1GC000',
        basis_pct: 0.5,
        mean_pct: expect.closeTo(0.15) as number,
        score: expect.closeTo(7) as number,
        side: 'sell',
      },
    ])
  })

  it('foreign-accumulation tells each step once, and begins anew with a day', () => {
    testPipeline(foreignAccumulation, {
      given: '09:15:00 abacb',
      events: { a: flow('FPT', 5e9), b: flow('FPT', 12e9), c: flow('FPT', 35e9, 4e9) },
      gives: '09:15:01 x-y',
      rows: {
        x: { symbol: 'FPT', steps: 1, net_value: 12e9 },
        y: { symbol: 'FPT', steps: 3, net_value: 31e9 },
      },
    })
  })

  it('auction-surprise compares the close with the last price before, once', () => {
    testPipeline(auctionSurprise, {
      given: '14:29:59 c 14:45:00 aa',
      events: {
        c: classifiedTrade({ price: price(100_000) }),
        a: classifiedTrade({ price: price(102_000), phase: 'atc' }),
      },
      gives: '14:45:00 r',
      rows: { r: { symbol: 'FPT', last: price(100_000), close: price(102_000), change_pct: 2 } },
    })
  })

  it('sector-rotation tells the sector that leads, by feed time', () => {
    testPipeline(sectorRotation, {
      given: '09:15:00 ab 09:21:00 a 09:27:00 c 09:33:00 c',
      events: { a: flow('FPT', 5e9), b: flow('VCB', 2e9), c: flow('VCB', 9e9) },
      gives: '09:20:00 x 09:32:00 y',
      rows: {
        x: { sector: sectorOf('FPT'), net_value: 5e9 },
        y: { sector: sectorOf('VCB'), net_value: 9e9 },
      },
    })
  })
  it('basis-mean-reversion gives of a recording what it gave', () =>
    goldenReplay(basisMeanReversion, {
      recording: 'data/sample/2026-11-20.ndjson.gz',
      golden: 'test/pipelines/examples/basis-mean-reversion.golden.ndjson',
      params: { window: 10 },
      until: at('09:03:00'),
    }))

  // What foreigners bought until then: all that was traded.
  const flows = marketTrades({ symbols: ['FPT', 'VCB', 'HPG'], minLength: 1 }).map((trades) => {
    const totals = new Map<string, number>()
    return trades.map(({ seq, exchangeTime, receivedTime, symbol, value }) => {
      totals.set(symbol, (totals.get(symbol) ?? 0) + value)
      return { ...flow(symbol, totals.get(symbol) ?? 0), seq, exchangeTime, receivedTime }
    })
  })
  test.prop([flows], { numRuns: 20 })('sector-rotation keeps the laws of replay', (events) => {
    const operator = () => asOperator(sectorRotation)
    sameInAnyChunks(operator, events, [1, 3])
    looksAtNothingLater(operator, events)
  })
})
