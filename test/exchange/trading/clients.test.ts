import { describe, expect, it } from 'vitest'
import { simulatedExchange } from '../../../src/exchange/simulated-exchange.ts'
import { at, DATE } from '../one-day.ts'
import { CASH, FUTURE, FUTURES } from './one-floor.ts'

const DAY = 86_400_000

describe('the market', () => {
  const small = () => simulatedExchange({ seed: 11, date: DATE, symbols: 40, startAt: at(9, 30) })

  it('is the same to the last byte while no order of a client is taken', () => {
    const [alone, asked] = [small(), small()]
    const entry = asked.orderEntry!
    entry.money(CASH)
    entry.power(CASH, 'FPT')
    const request = { account: CASH, symbol: 'FPT', side: 'buy', type: 'LO', price: undefined } as const
    expect(entry.place({ ...request, requestId: '1', quantity: 150 }).taken).toBe(false)
    expect(asked.advance(at(9, 32))).toEqual(alone.advance(at(9, 32)))
  })

  it('is the same when the same orders come at the same time, and the flow takes none of them back', () => {
    const run = () => {
      const exchange = small()
      const entry = exchange.orderEntry!
      const read = entry.reader()
      const { floor: price, ceiling } = exchange.securities.find(({ symbol }) => symbol === 'FPT')!
      const order = { account: CASH, symbol: 'FPT', type: 'LO' } as const
      entry.place({ ...order, requestId: '1', side: 'buy', price: ceiling, quantity: 700 })
      entry.place({ ...order, requestId: '2', side: 'buy', price, quantity: 100 })
      return { told: exchange.advance(at(9, 50)), updates: read(), orders: entry.orders(CASH) }
    }
    const first = run()
    expect(first).toEqual(run())
    expect(first.orders).toMatchObject([{ status: 'FF' }, { status: 'QU', open: 100 }])
    const traded = first.told.find((message) => message.kind === 'trade' && message.symbol === 'FPT')
    expect(traded).toMatchObject({ side: 'buy', time: at(9, 30) })
  })

  it('goes on over night with its clients', () => {
    const exchange = simulatedExchange({ seed: 11, date: DATE, symbols: 40, startAt: at(14, 29) })
    const entry = exchange.orderEntry!
    const { ceiling } = exchange.securities.find(({ symbol }) => symbol === FUTURE)!
    const order = { account: FUTURES, symbol: FUTURE, type: 'LO', side: 'buy', price: ceiling } as const
    expect(entry.place({ ...order, requestId: '1', quantity: 2 })).toMatchObject({ order: { status: 'FF' } })
    const { cash, power } = entry.money(FUTURES)!
    expect(power).toBeLessThan(cash)
    exchange.advance(at(15) + 3 * DAY - 6 * 3_600_000)
    const { reference } = exchange.securities.find(({ symbol }) => symbol === FUTURE)!
    expect(entry.orders(FUTURES)).toEqual([])
    expect(entry.orders(FUTURES, DATE)).toMatchObject([{ status: 'FF' }])
    expect(entry.futures(FUTURES).open).toMatchObject([{ net: 2, averageBid: reference }])
    expect(entry.place({ ...order, requestId: '1', quantity: 1, price: reference }).taken).toBe(true)
  })
})
