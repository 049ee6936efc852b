import { describe, expect, it } from 'vitest'
import type { Price } from '../../../src/domain/money.ts'
import { instantOf } from '../../../src/domain/time.ts'
import type { OrderRequest } from '../../../src/exchange/trading/order-entry.ts'
import { visibleLevels } from '../../../src/market/matching/ladder.ts'
import { at } from '../one-day.ts'
import { CASH, FUTURE, FUTURES, openDesk, told } from './one-floor.ts'

const DAY = 86_400_000

const takenOrder = (answer: ReturnType<ReturnType<typeof openDesk>['place']>) => {
  if (!answer.taken) throw new Error(`${answer.code} ${answer.message}`)
  return answer.order
}

describe('an order that finds the other side', () => {
  it('is filled at the prices that wait, is printed, and is told step by step', () => {
    const { floor, flow, near, phase, place, read } = openDesk()
    phase('FPT', 'continuous')
    flow('FPT', 'sell', [100, near('FPT', 1)])
    flow('FPT', 'sell', [300, near('FPT', 2)])
    floor.tape.length = 0
    const order = takenOrder(place({ symbol: 'FPT', price: near('FPT', 2), quantity: 300 }))

    const [first, second] = [near('FPT', 1), near('FPT', 2)]
    expect(told(read())).toEqual(['RS', 'SD', 'QU', `100@${first}`, 'PF', `200@${second}`, 'FF'])
    expect(order).toMatchObject({
      status: 'FF',
      filled: 300,
      open: 0,
      averagePrice: (first + 2 * second) / 3,
    })
    expect(order.orderId).toMatch(/^\d{8}$/)
    const trades = floor.tape.flatMap((told) =>
      told.kind === 'trade' ? [[told.price, told.volume, told.side]] : [],
    )
    expect(trades).toEqual([
      [first, 100, 'buy'],
      [second, 200, 'buy'],
    ])
    // The quote that stood before was told before the trade.
    expect(floor.tape[0]).toMatchObject({ kind: 'quote', asks: [{ volume: 100 }, { volume: 300 }] })
  })

  it('pays for what it bought at once, with brokerage; it has the shares two settlement days later', () => {
    const { floor, entry, flow, near, phase, place } = openDesk([
      { account: CASH, cash: 100_000_000, holdings: {} },
    ])
    phase('FPT', 'continuous')
    const price = near('FPT', 0)
    flow('FPT', 'sell', [500, price])
    place({ symbol: 'FPT', quantity: 500 })
    const value = (price / 100) * 500
    const costs = Math.round(value * 0.0015)
    expect(entry.money(CASH)).toMatchObject({
      cash: 100_000_000 - value - costs,
      costs,
      bought: value,
      onHold: 0,
    })
    const holding = { symbol: 'FPT', onHand: 0, sellable: 0, buying: [500, 0, 0], averagePrice: price }
    expect(entry.holdings(CASH)).toEqual([expect.objectContaining(holding)])
    expect(place({ symbol: 'FPT', side: 'sell' })).toMatchObject({ code: 'ORD007' })

    // Friday's purchase is settled on Wednesday, Tuesday being a holiday, and credited by 13:00.
    floor.now = at(13) + 5 * DAY - 1
    expect(entry.holdings(CASH)).toMatchObject([{ onHand: 0 }])
    floor.now++
    expect(entry.holdings(CASH)).toMatchObject([{ onHand: 500, sellable: 500, buying: [0, 0, 0] }])
  })

  it('brings the proceeds of a sale two settlement days later, less brokerage and tax', () => {
    const { floor, entry, flow, near, phase, place } = openDesk([
      { account: CASH, cash: 0, holdings: { FPT: 1_000 } },
    ])
    phase('FPT', 'continuous')
    const price = near('FPT', 0)
    flow('FPT', 'buy', [300, price])
    place({ symbol: 'FPT', side: 'sell', quantity: 300 })
    const value = (price / 100) * 300
    const proceeds = value - Math.round(value * 0.0015) - Math.round(value * 0.001)
    expect(entry.money(CASH)).toMatchObject({ cash: 0, receiving: [0, proceeds], sold: value, power: 0 })
    expect(entry.holdings(CASH)).toMatchObject([{ onHand: 700, sellable: 700, selling: [300, 0, 0] }])
    floor.now = at(13) + 5 * DAY
    expect(entry.money(CASH)).toMatchObject({ cash: proceeds, receiving: [0, 0] })
  })
})

describe('an order that waits', () => {
  it('stands in the book among the others, and the flow meets it by price and time', () => {
    const { flow, near, phase, place, read, security } = openDesk()
    phase('FPT', 'continuous')
    const price = near('FPT', 0)
    flow('FPT', 'buy', [200, price])
    place({ symbol: 'FPT', quantity: 300 })
    expect(told(read())).toEqual(['RS', 'SD', 'QU'])
    expect(visibleLevels(security('FPT').book.bids, 1)).toEqual([{ price, volume: 500 }])
    flow('FPT', 'sell', [400, price])
    expect(told(read())).toEqual([`200@${price}`, 'PF'])
    flow('FPT', 'sell', [400, price])
    expect(told(read())).toEqual([`100@${price}`, 'FF'])
  })

  it('holds the money of a buy and the shares of a sale', () => {
    const { entry, near, phase, place } = openDesk([
      { account: CASH, cash: 10_000_000_000, holdings: { FPT: 500 } },
    ])
    phase('FPT', 'continuous')
    place({ symbol: 'FPT', price: near('FPT', -3), quantity: 200 })
    place({ symbol: 'FPT', side: 'sell', price: near('FPT', 3), quantity: 300 })
    const value = (near('FPT', -3) / 100) * 200
    const onHold = value + Math.round(value * 0.0015)
    expect(entry.money(CASH)).toMatchObject({ onHold, buying: value, power: 10_000_000_000 - onHold })
    expect(entry.holdings(CASH)).toMatchObject([{ onHand: 500, blocked: 300, sellable: 200 }])
    expect(entry.power(CASH, 'FPT')).toMatchObject({ sell: 200 })
    expect(place({ symbol: 'FPT', side: 'sell', quantity: 300 })).toMatchObject({ code: 'ORD007' })
  })

  it('dies when no phase to come matches it', () => {
    const { entry, phase, place, read, floor } = openDesk()
    phase('FPT', 'continuous')
    place({ symbol: 'FPT' })
    read()
    floor.now = at(14, 45)
    phase('FPT', 'putThrough')
    expect(told(read())).toEqual(['EX'])
    expect(entry.orders(CASH)).toMatchObject([
      { status: 'EX', open: 0, cancelled: 0, modifiedAt: at(14, 45) },
    ])
    expect(entry.money(CASH)).toMatchObject({ onHold: 0 })
  })
})

describe('types', () => {
  it('that do not wait are cancelled with what is left', () => {
    const { flow, near, phase, place, read } = openDesk()
    phase(FUTURE, 'continuous')
    flow(FUTURE, 'sell', [3, near(FUTURE, 0)])
    const future = { symbol: FUTURE, account: FUTURES, price: undefined, quantity: 5 }
    place({ ...future, type: 'MOK' })
    expect(told(read())).toEqual(['RS', 'SD', 'QU', 'CL'])
    place({ ...future, type: 'MAK' })
    expect(told(read())).toEqual(['RS', 'SD', 'QU', `3@${near(FUTURE, 0)}`, 'PF', 'portfolio', 'FFPC'])
    place({ ...future, type: 'MTL' })
    const updates = read()
    expect(told(updates)).toEqual(['RS', 'SD', 'RJ'])
    expect(updates[2]).toMatchObject({ order: { rejectReason: 'There is no order on the other side.' } })
  })

  it('MTL waits as a limit order one step on', () => {
    const { entry, flow, near, phase, place } = openDesk()
    phase('FPT', 'continuous')
    flow('FPT', 'sell', [100, near('FPT', 0)])
    place({ symbol: 'FPT', type: 'MTL', price: undefined, quantity: 300 })
    expect(entry.orders(CASH)).toMatchObject([
      { status: 'PF', filled: 100, open: 200, price: near('FPT', 1) },
    ])
  })

  it('of an auction are matched at its price, and what is left of them dies with it', () => {
    const { flow, near, phase, place, read } = openDesk()
    phase('FPT', 'ato')
    flow('FPT', 'sell', [200, near('FPT', 2)])
    place({ symbol: 'FPT', type: 'ATO', price: undefined, quantity: 500 })
    expect(told(read())).toEqual(['RS', 'SD', 'QU'])
    phase('FPT', 'continuous')
    expect(told(read())).toEqual([`200@${near('FPT', 2)}`, 'PF', 'EX'])
  })
})

describe('a refusal', () => {
  const cases: readonly [string, string, (desk: ReturnType<typeof openDesk>) => Partial<OrderRequest>][] = [
    ['ORD001', 'an unknown symbol', () => ({ symbol: 'NONE' })],
    [
      'ORD002',
      'a price below the floor',
      ({ security }) => ({ price: (security('FPT').listed.floor - 10_000) as Price }),
    ],
    [
      'ORD003',
      'a price above the ceiling',
      ({ security }) => ({ price: (security('FPT').listed.ceiling + 10_000) as Price }),
    ],
    ['ORD004', 'a price between two steps', ({ near }) => ({ price: (near('FPT', 0) + 1) as Price })],
    ['ORD005', 'a quantity between two lots', () => ({ quantity: 150 })],
    ['ORD006', 'no quantity', () => ({ quantity: 0 })],
    ['ORD006', 'no price', () => ({ price: undefined })],
    ['ORD007', 'more shares than there are', () => ({ side: 'sell', quantity: 10_100 })],
    ['ORD008', 'more than the money buys', () => ({ quantity: 500_000 })],
    ['ORD008', 'more than one order may be for', () => ({ quantity: 500_100 })],
    ['ORD010', 'a type that the venue never takes', () => ({ type: 'PLO', price: undefined })],
    ['ORD010', 'the market order of the days before', () => ({ type: 'MP', price: undefined })],
    ['ORD016', 'a type that the venue takes at other times', () => ({ type: 'ATC', price: undefined })],
    ['ORD018', 'an odd lot', () => ({ quantity: 99 })],
    ['ORD027', 'shares for a derivatives account', () => ({ account: FUTURES })],
    ['ORD027', 'futures for a cash account', ({ near }) => ({ symbol: FUTURE, price: near(FUTURE, 0) })],
    ['ERR500', 'a price on an order that has none', () => ({ type: 'MTL' })],
  ]

  it.each(cases)('%s: %s', (code, _, wish) => {
    const desk = openDesk()
    desk.phase('FPT', 'continuous')
    desk.phase(FUTURE, 'continuous')
    const request = { symbol: 'FPT', ...wish(desk) }
    expect(desk.place(request)).toMatchObject({ taken: false, code })
    expect(told(desk.read())).toEqual([`enter ${code}`])
    const account = request.account ?? CASH
    expect(desk.entry.orders(account)).toMatchObject([
      { orderId: '', status: 'RJ', rejectCode: code, open: 0 },
    ])
    expect(desk.security('FPT').book.orders.size).toBe(0)
    expect(desk.floor.tape.filter(({ kind }) => kind === 'trade')).toEqual([])
  })

  it('is not told of a request id used before, nor of an account that nobody may use', () => {
    const { entry, phase, place, read } = openDesk([{ account: CASH }])
    phase('FPT', 'continuous')
    place({ symbol: 'FPT', requestId: '7' })
    read()
    expect(place({ symbol: 'FPT', requestId: '7' })).toMatchObject({ code: 'DUPLICATE' })
    expect(place({ symbol: 'FPT', account: '7654321' })).toMatchObject({ code: 'ORD025' })
    expect(entry.kindOf('7654321')).toBeUndefined()
    expect(read()).toEqual([])
    expect(entry.orders(CASH)).toHaveLength(1)
  })

  it('ORD009: of the other side in the same auction, but for what is left from before it', () => {
    const { floor, phase, near, place } = openDesk()
    phase('FPT', 'continuous')
    place({ symbol: 'FPT', price: near('FPT', -2) })
    floor.now = at(14, 35)
    phase('FPT', 'atc')
    expect(place({ symbol: 'FPT', side: 'sell' }).taken).toBe(true)
    expect(place({ symbol: 'FPT' })).toMatchObject({ code: 'ORD009' })
  })

  it('ORD036: of a foreigner’s buy without room', () => {
    const { phase, place, security } = openDesk([{ account: CASH, foreign: true }])
    phase('FPT', 'continuous')
    security('FPT').foreign.currentRoom = 150
    expect(place({ symbol: 'FPT', quantity: 200 })).toMatchObject({ code: 'ORD036' })
    expect(place({ symbol: 'FPT' }).taken).toBe(true)
    expect(security('FPT').foreign.currentRoom).toBe(50)
  })
})

describe('a change', () => {
  const waiting = (quantity = 300) => {
    const desk = openDesk([{ account: CASH, cash: 100_000_000, holdings: { FPT: 1_000 } }])
    desk.phase('FPT', 'continuous')
    const { orderId } = takenOrder(desk.place({ symbol: 'FPT', price: desk.near('FPT', -2), quantity }))
    desk.read()
    let requests = 100
    const request = () => ({ account: CASH, requestId: String(++requests), order: { orderId } })
    return {
      ...desk,
      amend: (change: { price?: Price; quantity?: number }) => desk.entry.amend({ ...request(), ...change }),
      cancel: () => desk.entry.cancel(request()),
    }
  }

  it('of the price is a new place in the queue, and may match at once', () => {
    const { amend, entry, flow, near, read } = waiting()
    flow('FPT', 'sell', [200, near('FPT', 0)])
    expect(amend({ price: near('FPT', 0) })).toMatchObject({ taken: true, order: { filled: 200, open: 100 } })
    expect(told(read())).toEqual(['WM', 'QU', `200@${near('FPT', 0)}`, 'PF'])
    expect(entry.orders(CASH)).toMatchObject([
      { requestId: '1', lastRequestId: '101', price: near('FPT', 0) },
    ])
  })

  it('of the quantity counts what is filled', () => {
    const { amend, entry, flow, near, read, security } = waiting()
    flow('FPT', 'sell', [100, near('FPT', -2)])
    read()
    expect(amend({ quantity: 200 })).toMatchObject({ taken: true, order: { status: 'PF', open: 100 } })
    expect(told(read())).toEqual(['WM', 'PF'])
    expect(amend({ quantity: 100 })).toMatchObject({ code: 'ORD031' })
    expect(amend({ quantity: 400 })).toMatchObject({ order: { quantity: 400, open: 300 } })
    expect(visibleLevels(security('FPT').book.bids, 1)).toEqual([{ price: near('FPT', -2), volume: 300 }])
    expect(entry.orders(CASH)).toHaveLength(1)
  })

  it('is refused that would change nothing, or both, or more than the money allows', () => {
    const { amend, near, read } = waiting()
    expect(amend({ price: near('FPT', -2), quantity: 300 })).toMatchObject({ code: 'ORD014' })
    expect(amend({ price: near('FPT', -1), quantity: 200 })).toMatchObject({ code: 'ERR500' })
    expect(amend({ quantity: 50_000 })).toMatchObject({ code: 'ORD008' })
    expect(amend({ quantity: 250 })).toMatchObject({ code: 'ORD005' })
    expect(amend({ price: (near('FPT', -2) + 1) as Price })).toMatchObject({ code: 'ORD004' })
    const told = read()
    expect(told).toHaveLength(5)
    expect(told[0]).toMatchObject({
      kind: 'refusal',
      action: 'amend',
      requestId: '101',
      order: { requestId: '1' },
    })
  })

  it('cancels what is left, once', () => {
    const { cancel, entry, flow, near, read, security } = waiting()
    flow('FPT', 'sell', [100, near('FPT', -2)])
    read()
    expect(cancel()).toMatchObject({ order: { status: 'FFPC', filled: 100, cancelled: 200, open: 0 } })
    expect(told(read())).toEqual(['WC', 'FFPC'])
    expect(security('FPT').book.bids.levels).toEqual([])
    expect(entry.money(CASH)).toMatchObject({ onHold: 0 })
    expect(cancel()).toMatchObject({ code: 'ORD012' })
  })

  it('is refused in an auction, and of an order that nobody knows', () => {
    const { amend, cancel, entry, near, phase } = waiting()
    phase('FPT', 'atc')
    expect(cancel()).toMatchObject({ code: 'ORD011' })
    expect(amend({ price: near('FPT', -1) })).toMatchObject({ code: 'ORD011' })
    const unknown = { account: CASH, requestId: '999', order: { orderId: '1' } }
    expect(entry.cancel(unknown)).toMatchObject({ code: 'ORD013' })
  })

  it('finds the order by the request that placed it, too', () => {
    const { entry } = waiting()
    const request = { account: CASH, requestId: '50', order: { placedBy: '1' } }
    expect(entry.cancel(request)).toMatchObject({ taken: true, order: { status: 'CL', cancelled: 300 } })
  })
})

describe('futures', () => {
  it('have margin, and a position that nets out', () => {
    const { entry, flow, near, phase, place, read, floor, security } = openDesk()
    phase(FUTURE, 'continuous')
    const [low, high] = [near(FUTURE, 0), near(FUTURE, 20)]
    flow(FUTURE, 'sell', [3, low])
    place({ symbol: FUTURE, account: FUTURES, price: low, quantity: 3 })
    const margin = 3 * Math.round(low * 1_000 * 0.17)
    expect(entry.money(FUTURES)).toMatchObject({ margin, onHold: 0, floatingProfit: 0 })
    expect(entry.futures(FUTURES).open).toMatchObject([{ long: 3, short: 0, net: 3, averageBid: low }])

    read()
    flow(FUTURE, 'buy', [5, high])
    place({ symbol: FUTURE, account: FUTURES, side: 'sell', price: high, quantity: 5 })
    expect(told(read()).at(-1)).toBe('portfolio')
    expect(entry.futures(FUTURES)).toMatchObject({
      open: [{ long: 0, short: 2, net: -2, averageAsk: high, floatingProfit: 0 }],
      closed: [{ long: 3, short: 3, averageBid: low, averageAsk: high, tradingProfit: 3 * 2 * 100_000 }],
    })

    const before = entry.money(FUTURES)!
    floor.now = at(14, 45)
    expect(security(FUTURE).book.lastPrice).toBe(high)
    expect(before.tradingProfit).toBe(600_000)
  })

  it('are refused beyond the margin, but closing is free', () => {
    const { entry, flow, near, phase, place } = openDesk([{ account: FUTURES, cash: 80_000_000 }])
    phase(FUTURE, 'continuous')
    const price = near(FUTURE, 0)
    const future = { symbol: FUTURE, account: FUTURES, price }
    expect(entry.power(FUTURES, FUTURE)).toEqual({ buy: 2, sell: 2 })
    expect(place({ ...future, quantity: 3 })).toMatchObject({ code: 'ORD040' })
    flow(FUTURE, 'sell', [2, price])
    place({ ...future, quantity: 2 })
    expect(entry.power(FUTURES, FUTURE)).toEqual({ buy: 0, sell: 4 })
    expect(place({ ...future, side: 'sell', quantity: 4 }).taken).toBe(true)
    expect(place({ ...future, side: 'sell', quantity: 1 })).toMatchObject({ code: 'ORD040' })
  })

  it('are settled when the day is over, and begin the next at the settlement price', () => {
    const { desk, entry, flow, near, phase, place, floor, read } = openDesk()
    phase(FUTURE, 'continuous')
    const [low, high] = [near(FUTURE, 0), near(FUTURE, 20)]
    flow(FUTURE, 'sell', [1, low])
    place({ symbol: FUTURE, account: FUTURES, price: low, quantity: 1 })
    flow(FUTURE, 'sell', [1, high])
    flow(FUTURE, 'buy', [1, high])
    const { cash, floatingProfit } = entry.money(FUTURES)!
    expect(floatingProfit).toBe(200_000)
    read()
    desk.dayOver(floor)
    expect(entry.money(FUTURES)).toMatchObject({ cash: cash + 200_000, floatingProfit: 0, costs: 0 })
    expect(entry.futures(FUTURES).open).toMatchObject([{ net: 1, averageBid: high }])
  })

  it('are settled on their last day at what the index was in its last half hour', () => {
    const lastDay = '2026-12-17'
    const { desk, entry, flow, near, phase, place, floor, security } = openDesk(undefined, lastDay)
    phase(FUTURE, 'continuous')
    const price = near(FUTURE, 0)
    flow(FUTURE, 'sell', [1, price])
    place({ symbol: FUTURE, account: FUTURES, price, quantity: 1 })
    expect(security(FUTURE).listed.lastTradingDay).toBe(lastDay)
    const { cash } = entry.money(FUTURES)!
    const index = floor.indices[0]!.listed.id
    const value = (price + 1_000) as Price
    const message = {
      kind: 'index',
      indexId: index,
      value,
      prior: value,
      totalVolume: 0,
      totalValue: 0,
    } as const
    const breadth = {
      advances: 0,
      declines: 0,
      noChanges: 30,
      ceilings: 0,
      floors: 0,
      session: 'ATC',
    } as const
    // Readings of the morning do not count.
    const readings = [
      { hours: 10, off: 50_000 },
      { hours: 14.6, off: 0 },
    ]
    for (const { hours, off } of readings) {
      const time = instantOf(lastDay, hours * 3_600_000)
      desk.clients.indexTold({ ...message, ...breadth, time, value: (value + off) as Price })
    }
    desk.dayOver(floor)
    const costs = 2_700 + 2_550 + 2_500 + Math.round(value * 1_000 * 0.17 * 0.0005)
    expect(entry.money(FUTURES)).toMatchObject({ cash: cash + 1_000_000 - costs, floatingProfit: 0 })
    expect(entry.futures(FUTURES)).toEqual({ open: [], closed: [] })
  })
})
