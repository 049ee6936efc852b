import { describe, expect, it } from 'vitest'
import { type Board, board as makeBoard } from '../../../pipelines/board/board.ts'
import type { Alert, Basis, ForeignFlow } from '../../../src/domain/outputs.ts'
import { instantOf } from '../../../src/domain/time.ts'
import {
  at,
  band,
  classifiedTrade,
  clock,
  connection,
  index,
  members,
  price,
  quote,
  status,
} from '../../../src/testing/make.ts'

const open = (extraSymbols: string[] = []): Board =>
  makeBoard({ source: 'test', simulated: true, extraSymbols })

const flow = (symbol: string, buyValue: number, sellValue: number): ForeignFlow => ({
  kind: 'foreignFlow',
  seq: 1,
  exchangeTime: at('10:00:00'),
  receivedTime: at('10:00:00'),
  symbol,
  buyVolume: buyValue / 1000,
  sellVolume: sellValue / 1000,
  buyValue,
  sellValue,
  totalRoom: undefined,
  currentRoom: undefined,
  buySpeed: 1 / 3,
  sellSpeed: 0,
  buyAcceleration: 0,
  sellAcceleration: 0,
  rebased: false,
})

const basis = (symbol: string, time: string, points: number): Basis => ({
  kind: 'basis',
  seq: 1,
  exchangeTime: at(time),
  receivedTime: at(time),
  symbol,
  futurePrice: price(1300 + points),
  spotValue: price(1300),
  basis: points * 100,
  basisPercent: points / 13,
  state: points > 0 ? 'premium' : 'par',
})

const stamp = { seq: 1, exchangeTime: at('10:00:00'), receivedTime: at('10:00:00') }

const alert = (seq: number, alertType: Alert['alertType']): Alert => ({
  kind: 'alert',
  seq,
  exchangeTime: at('10:00:00'),
  receivedTime: at('10:00:00'),
  symbol: 'FPT',
  alertType,
  severity: 'warning',
  message: 'a message',
  direction: 'up',
  data: { price: 100 },
})

const apply = (board: Board, ...outputs: Parameters<Board['apply']>[0][]) => {
  for (const output of outputs) board.apply(output)
}

describe('board', () => {
  it('A32: shows the last price beside its limits, the change recomputed', () => {
    const board = open(['FPT'])
    apply(
      board,
      band(),
      classifiedTrade({ price: price(101_500) }),
      quote({ bids: [{ price: price(101_400), volume: 500 }], asks: [] }),
    )
    expect(board.snapshot().prices['FPT']).toEqual({
      last_price: 101_500,
      last_volume: 100,
      change: 1_500,
      change_pct: 1.5,
      ref_price: 100_000,
      ceiling: 107_000,
      floor: 93_000,
      bids: [[101_400, 500]],
      asks: [],
    })
  })

  it('keeps the last price when an earlier trade comes late', () => {
    const FRONT = '41I1GC000'
    const board = open(['FPT', FRONT])
    for (const symbol of ['FPT', FRONT])
      apply(
        board,
        classifiedTrade({ symbol, price: price(1_301) }),
        classifiedTrade({ symbol, price: price(1_300), late: true }),
      )
    apply(board, { kind: 'activeFuture', seq: 1, exchangeTime: 0, receivedTime: 0, symbol: FRONT })
    expect(board.snapshot().prices['FPT']?.last_price).toBe(1_301)
    expect(board.snapshot().derivatives?.last_price).toBe(1_301)
  })

  it('A08: takes no negotiated price for the last one, not even as the first of the day', () => {
    const FRONT = '41I1GC000'
    const board = open(['FPT', 'VNM', FRONT])
    for (const symbol of ['FPT', FRONT]) apply(board, classifiedTrade({ symbol, price: price(59_500) }))
    for (const symbol of ['FPT', 'VNM', FRONT])
      apply(board, classifiedTrade({ symbol, price: price(59_704), volume: 22_300, phase: 'putThrough' }))
    apply(board, { ...stamp, kind: 'activeFuture', symbol: FRONT })
    const { prices, derivatives } = board.snapshot()
    expect(prices['FPT']).toMatchObject({ last_price: 59_500, last_volume: 100 })
    expect(prices['VNM']).not.toHaveProperty('last_price')
    expect(derivatives?.last_price).toBe(59_500)
  })

  it('shows the members of the VN30 and what is asked for beside them, and nothing else', () => {
    const board = open(['XYZ'])
    apply(board, members({ symbols: ['VNM', 'FPT'] }))
    apply(board, ...['FPT', 'XYZ', 'ABC'].map((symbol) => classifiedTrade({ symbol })))
    expect(Object.keys(board.snapshot().prices).sort()).toEqual(['FPT', 'XYZ'])
    expect(board.components()).toEqual(['FPT', 'VNM'])
  })

  it('A34: keeps indices apart from securities: one of the same name is watched by neither', () => {
    const board = open(['FPT'])
    apply(board, members({ symbols: ['FPT'] }), classifiedTrade({ symbol: 'VN30' }))
    expect(Object.keys(board.snapshot().prices)).toEqual([])
    expect(board.components()).toEqual(['FPT'])
  })

  it('A33: falls back to the bundled members when the feed gives none', () => {
    const board = open()
    apply(board, members({ symbols: [] }), classifiedTrade({ symbol: 'FPT' }))
    expect(board.components()).toHaveLength(30)
    expect(Object.keys(board.snapshot().prices)).toEqual(['FPT'])
  })

  it('shows an extra future by any of its names, a rolling label as that of the day', () => {
    const later = (symbol: string, date: string) => {
      const exchangeTime = Date.parse(`${date}T10:00:00+07:00`)
      return classifiedTrade({ symbol, price: price(1_300), exchangeTime, receivedTime: exchangeTime })
    }
    for (const name of ['41I1GC000', 'VN30F2612', 'VN30F1M'])
      for (const told of ['41I1GC000', 'VN30F2612']) {
        const board = open([name])
        apply(board, members({ symbols: ['FPT'] }), later(told, '2026-11-20'))
        expect(Object.keys(board.snapshot().prices), `${name}, told as ${told}`).toEqual([told])
      }
    const board = open(['VN30F1M'])
    apply(board, members({ symbols: ['FPT'] }), later('41I1GC000', '2026-12-17'))
    expect(Object.keys(board.snapshot().prices)).toEqual(['41I1GC000'])
    const restored = open(['VN30F1M'])
    restored.state.load(structuredClone(board.state.save()))
    expect(Object.keys(restored.snapshot().prices)).toEqual(['41I1GC000'])
    apply(board, later('41I1GC000', '2026-12-18'), later('41I1H1000', '2026-12-18'))
    expect(Object.keys(board.snapshot().prices)).toEqual(['41I1H1000'])
  })

  it('A18: ranks net buyers and net sellers apart, equal ones by symbol', () => {
    const board = open(['AAA', 'BBB', 'CCC', 'DDD'])
    apply(
      board,
      flow('DDD', 5_000, 0),
      flow('AAA', 5_000, 0),
      flow('CCC', 0, 9_000),
      flow('BBB', 1_000, 1_000),
    )
    const { summary, stocks } = board.foreign()
    expect(summary).toMatchObject({
      total_buy_value: 11_000,
      total_sell_value: 10_000,
      total_net_value: 1_000,
    })
    expect(summary?.top_buy.map(({ symbol }) => symbol)).toEqual(['AAA', 'DDD'])
    expect(summary?.top_sell.map(({ symbol }) => symbol)).toEqual(['CCC'])
    expect(stocks).toHaveLength(4)
    expect(stocks[0]?.buy_speed_per_min).toBe(0.33)
  })

  it('A18: lists equal nets by symbol, on both sides', () => {
    const symbols = ['AAA', 'BBB', 'CCC', 'DDD', 'EEE', 'FFF', 'GGG']
    const top = (buy: number, sell: number) => {
      const board = open(symbols)
      apply(board, ...[...symbols].reverse().map((symbol) => flow(symbol, buy, sell)))
      const { top_buy = [], top_sell = [] } = board.foreign().summary ?? {}
      return [...top_buy, ...top_sell].map(({ symbol }) => symbol)
    }
    expect(top(5_000, 0)).toEqual(symbols.slice(0, 5))
    expect(top(0, 5_000)).toEqual(symbols.slice(0, 5))
  })

  it('A15: says that values of foreign flow are estimated, where there are any', () => {
    const board = open(['AAA', 'BBB'])
    apply(board, flow('AAA', 0, 0))
    expect(board.foreign()).toMatchObject({ summary: { estimated: false }, stocks: [{ estimated: false }] })
    apply(board, flow('BBB', 0, 5_000))
    expect(board.foreign()).toMatchObject({
      summary: { estimated: true },
      stocks: [{ estimated: false }, { estimated: true }],
    })
  })

  it('A19: adds up the members of the VN30, or all that is watched, and says which', () => {
    const board = open(['AAA'])
    apply(board, members({ symbols: ['FPT'] }), flow('AAA', 5_000, 0), flow('FPT', 1_000, 0))
    const whole = { universe: 'all', total_buy_value: 6_000 }
    expect(board.foreign().summary).toMatchObject(whole)
    expect(board.snapshot().foreign).toMatchObject(whole)
    const { summary, stocks } = board.foreign('VN30')
    expect(summary).toMatchObject({ universe: 'VN30', total_buy_value: 1_000 })
    expect(stocks.map(({ symbol }) => symbol)).toEqual(['FPT'])
  })

  it('lists foreign flow in the order of the watch list, whichever came first', () => {
    const board = open(['ZZZ', 'AAA'])
    apply(board, members({ symbols: ['FPT'] }))
    apply(board, flow('AAA', 1_000, 0), flow('QQQ', 1_000, 0), flow('ZZZ', 1_000, 0), flow('FPT', 1_000, 0))
    expect(board.foreign().stocks.map(({ symbol }) => symbol)).toEqual(['FPT', 'ZZZ', 'AAA'])
  })

  it('A20: keeps one index point a minute, and gives them to who asks for a whole state', () => {
    const board = open()
    apply(
      board,
      index({ exchangeTime: at('10:00:05'), value: price(1300) }),
      index({ exchangeTime: at('10:00:55'), value: price(1301) }),
      index({ exchangeTime: at('10:01:05'), value: price(1302) }),
    )
    expect(board.snapshot(true).indices['VN30']?.intraday).toEqual([
      { timestamp: '2026-11-20T10:00:00+07:00', value: 1301 },
      { timestamp: '2026-11-20T10:01:00+07:00', value: 1302 },
    ])
    expect(board.snapshot().indices['VN30']).not.toHaveProperty('intraday')
  })

  it('A23 A25: shows the active future with its own basis, a point each five seconds', () => {
    const board = open()
    const future = (symbol: string, volume: number) =>
      classifiedTrade({ symbol, venue: 'DERIVATIVES', price: price(1302), volume })
    const total = (symbol: string, totalVolume: number) =>
      ({ ...future(symbol, 1), kind: 'session', totalVolume }) as never
    apply(
      board,
      future('41I1H1000', 5),
      total('41I1H1000', 5),
      future('41I1GC000', 90),
      total('41I1GC000', 90),
      { ...stamp, kind: 'activeFuture', symbol: '41I1GC000' },
      basis('41I1GC000', '10:00:00', 2),
      basis('41I1GC000', '10:00:04', 1),
      basis('41I1H1000', '10:00:04', 7),
      basis('41I1GC000', '10:00:05', 0),
    )
    expect(board.snapshot().derivatives).toMatchObject({
      symbol: '41I1GC000',
      last_price: 1302,
      volume: 90,
      basis: 0,
      state: 'par',
      is_premium: null,
    })
    expect(board.basisTrend(30).map(({ basis }) => basis)).toEqual([1, 0])
    expect(board.basisTrend(0)).toEqual([])
  })

  it('lists alerts newest first, filtered', () => {
    const board = open()
    apply(board, alert(1, 'volume_spike'), alert(2, 'price_breakout'), alert(3, 'volume_spike'))
    expect(board.alerts({ limit: 2 }).map(({ id }) => id.split('-')[0])).toEqual(['3', '2'])
    expect(board.alerts({ limit: 9, type: 'price_breakout' })).toHaveLength(1)
    expect(board.alerts({ limit: 9, severity: 'critical' })).toEqual([])
  })

  it('A01 A02: keeps the last day on show until the first event of the next one', () => {
    const board = open(['FPT'])
    apply(board, classifiedTrade(), alert(1, 'volume_spike'))
    apply(board, connection({ exchangeTime: instantOf('2026-11-23', 8 * 3_600_000) }))
    expect(board.snapshot().prices).toHaveProperty('FPT')
    apply(board, band({ symbol: 'VNM', exchangeTime: at('08:45:00', '2026-11-23') }))
    expect(board.snapshot().prices).not.toHaveProperty('FPT')
    expect(board.alerts({ limit: 9 })).toEqual([])
  })

  it('A01: keeps Friday on show over the weekend, whatever is told meanwhile', () => {
    const board = open(['FPT'])
    apply(board, classifiedTrade())
    for (const [time, date] of [
      ['10:00:00', '2026-11-21'],
      ['10:00:00', '2026-11-22'],
      ['08:00:00', '2026-11-23'],
    ] as const) {
      apply(board, status({ exchangeTime: at(time, date) }))
      expect(board.snapshot().prices, `${date} ${time}`).toHaveProperty('FPT')
    }
  })

  it('tells how the feed stands', () => {
    const board = open()
    expect(board.feed()).toEqual({ connected: false, source: 'test', simulated: true })
    apply(board, connection({ state: 'connected', receivedTime: at('10:00:00') }))
    expect(board.feed()).toMatchObject({ connected: true, since: '2026-11-20T10:00:00+07:00' })
  })

  it('tells when the last message came, which nothing is that a tick or a lost link causes', () => {
    const board = open()
    const caused = (seq: number) => ({ ...flow('FPT', 1, 0), seq, receivedTime: at('10:01:00') })
    apply(board, classifiedTrade({ seq: 1, receivedTime: at('10:00:00') }))
    apply(board, clock({ seq: 2, receivedTime: at('10:01:00') }), caused(2))
    apply(board, connection({ seq: 3, state: 'disconnected', receivedTime: at('10:01:00') }), caused(3))
    expect(board.feed().last_message_at).toBe('2026-11-20T10:00:00+07:00')
    apply(board, caused(4))
    expect(board.feed().last_message_at).toBe('2026-11-20T10:01:00+07:00')
  })

  it("says HOSE's phase by the feed's own clock, which does not go back", () => {
    const board = open()
    expect(board.feed().phase).toBeUndefined()
    apply(board, classifiedTrade({ exchangeTime: at('11:29:59') }))
    expect(board.feed().phase).toBe('continuous')
    apply(board, clock({ exchangeTime: at('11:30:00') }), classifiedTrade({ exchangeTime: at('11:29:58') }))
    expect(board.feed().phase).toBe('lunch')
    apply(board, clock({ exchangeTime: at('10:00:00', '2026-11-21') }))
    expect(board.feed().phase).toBe('closed')
  })

  it('says no phase beyond the trading calendar', () => {
    const board = open()
    apply(board, classifiedTrade({ exchangeTime: at('10:00:00', '2031-11-20') }))
    expect(board.feed().phase).toBeUndefined()
    expect(board.snapshot().feed).not.toHaveProperty('phase')
  })
})

describe('a view', () => {
  const next = at('10:00:00', '2026-11-23')
  const outputs = [
    members({ symbols: ['FPT', 'HPG'] }),
    band({ symbol: 'FPT', reference: price(100) }),
    classifiedTrade({ symbol: 'FPT', price: price(101) }),
    quote({ symbol: 'FPT', bids: [{ price: price(100), volume: 10 }] }),
    flow('FPT', 5_000, 1_000),
    flow('HPG', 1_000, 2_000),
    index({ indexId: 'VN30', value: price(1_300) }),
    flow('FPT', 6_000, 1_000),
    classifiedTrade({ symbol: 'FPT', price: price(102) }),
    members({ symbols: ['HPG'] }),
    members({ symbols: ['FPT', 'HPG'] }),
    { ...flow('FPT', 7_000, 0), exchangeTime: next, receivedTime: next },
  ]
  it('is the same whether it was read before each change or never', () => {
    const [read, unread] = [open(), open()]
    for (const output of outputs) {
      read.snapshot(true)
      read.foreign('VN30')
      for (const each of [read, unread]) each.apply(output)
      expect(JSON.stringify(read.snapshot(true))).toBe(JSON.stringify(unread.snapshot(true)))
      expect(JSON.stringify(read.foreign('VN30'))).toBe(JSON.stringify(unread.foreign('VN30')))
      unread.state.load(structuredClone(unread.state.save()))
    }
  })

  it('has the rows that did not change as they were, so that they are not written again', () => {
    const shown = open()
    for (const output of outputs.slice(0, 6)) shown.apply(output)
    const before = shown.snapshot()
    shown.apply(classifiedTrade({ symbol: 'HPG', price: price(30) }))
    const after = shown.snapshot()
    expect(after.prices['FPT']).toBe(before.prices['FPT'])
    expect(after.prices['HPG']).not.toEqual(before.prices['HPG'])
    expect(after.foreign).toBe(before.foreign)
  })
})
