import type { Phase } from '../../../src/domain/market.ts'
import type { Price } from '../../../src/domain/money.ts'
import { instantOf } from '../../../src/domain/time.ts'
import { openFloor } from '../../../src/exchange/open-floor.ts'
import { sendOrder } from '../../../src/exchange/order-desk.ts'
import { changeSession } from '../../../src/exchange/sessions.ts'
import type { AccountOpening } from '../../../src/exchange/trading/account.ts'
import type { OrderRequest, OrderUpdate } from '../../../src/exchange/trading/order-entry.ts'
import { tradingDesk } from '../../../src/exchange/trading/trading-desk.ts'
import type { OrderSide } from '../../../src/market/matching/order.ts'
import { tickAbove, tickBelow } from '../../../src/market/tick-size.ts'
import { DATE } from '../one-day.ts'

export const CASH = '1234561'
export const FUTURES = '1234568'
export const FUTURE = '41I1GC000'

/** A desk on a floor whose books are empty, and whose flow does what it is told. */
export function openDesk(accounts?: readonly AccountOpening[], date = DATE) {
  const floor = openFloor({ seed: 1, symbols: 60 }, date)
  const desk = tradingDesk(() => floor, accounts)
  floor.clients = desk.clients
  floor.now = instantOf(date, 10 * 3_600_000)
  let requests = 0

  const security = (symbol: string) => floor.bySymbol.get(symbol)!
  /** A price some ticks from a security's reference. */
  const near = (symbol: string, ticks: number): Price => {
    const { venue, instrument, reference } = security(symbol).listed
    let price = reference
    for (let i = 0; i < Math.abs(ticks); i++)
      price = ticks > 0 ? tickAbove(venue, instrument, price) : tickBelow(venue, instrument, price)!
    return price
  }
  return {
    floor,
    desk,
    entry: desk.entry,
    read: desk.entry.reader(),
    security,
    near,
    phase: (symbol: string, phase: Phase) => {
      // The first phase that moves brings no orders of the night.
      security(symbol).book.entries ||= 1
      changeSession(floor, security(symbol), phase)
    },
    /** The flow sends a limit order. */
    flow: (symbol: string, side: OrderSide, [quantity, price]: readonly [number, Price]) =>
      sendOrder(floor, security(symbol), { side, type: 'LO', price, quantity }),
    /** A client's order: by default a limit order for 100 at the reference. */
    place: (wish: Partial<OrderRequest> & { readonly symbol: string }) =>
      desk.entry.place({
        account: CASH,
        requestId: String(++requests),
        side: 'buy',
        type: 'LO',
        price: near(floor.bySymbol.has(wish.symbol) ? wish.symbol : 'FPT', 0),
        quantity: 100,
        ...wish,
      }),
  }
}

/** What became of orders, in short. */
export const told = (updates: readonly OrderUpdate[]): readonly string[] =>
  updates.map((update) => {
    switch (update.kind) {
      case 'order':
        return update.order.status
      case 'match':
        return `${update.quantity}@${update.price}`
      case 'refusal':
        return `${update.action} ${update.code}`
      case 'portfolio':
        return 'portfolio'
    }
  })
