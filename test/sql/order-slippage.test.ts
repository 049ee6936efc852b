import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { openStore, type Store } from '../../src/store/store.ts'
import { fc, test } from '../property-tests.ts'

const sql = readFileSync(new URL('../../sql/queries/order_slippage.sql', import.meta.url), 'utf8')

interface Trade {
  readonly seq: number
  readonly symbol: string
  readonly second: number
  readonly price: number
}

interface Order {
  readonly symbol: string
  readonly side: 'buy' | 'sell'
  readonly second: number
}

const DAY = 86_400
/** 08:30 in Vietnam, when a trading date begins, in seconds. */
const START = Date.parse('2026-11-19T01:30:00Z') / 1_000
const OFFER = 500
const dateOf = (second: number): number => Math.floor((second - START) / DAY)

let store: Store
beforeAll(async () => {
  store = await openStore({ path: ':memory:' })
  await store.query(
    'create table orders (order_id int, symbol varchar, side varchar, price decimal(18, 2), quantity bigint, created_at timestamptz)',
  )
})
afterAll(() => store.close())

async function asked(trades: readonly Trade[], orders: readonly Order[]) {
  await store.query('delete from trades')
  await store.query('delete from orders')
  const rows = trades.map(
    ({ seq, symbol, second, price }) => `(${seq}, '${symbol}', ${second}::bigint, ${price})`,
  )
  if (rows.length > 0)
    await store.query(`
      insert into trades by name
      select seq, symbol, price, make_timestamptz(second * 1000000) as exchange_time, exchange_time as received_time, 'HOSE' as venue,
        100 as volume, 100 as value, 'buy' as side, 'feed' as basis, 'continuous' as phase, false as restart
      from (values ${rows.join()}) as given(seq, symbol, second, price)`)
  await store.query(
    `insert into orders values ${orders
      .map(
        (order, i) =>
          `(${i}, '${order.symbol}', '${order.side}', ${OFFER}, 100, to_timestamp(${order.second}))`,
      )
      .join()}`,
  )
  return store.read(sql)
}

/** Every trade looked at, for every order. */
const plain = (trades: readonly Trade[], orders: readonly Order[]) =>
  orders
    .map((order, id) => ({ order, id }))
    .toSorted((a, b) => b.order.second - a.order.second || b.id - a.id)
    .map(({ order, id }) => ({ order_id: id, ...besides(order, lastTrade(trades, order)) }))

const lastTrade = (trades: readonly Trade[], order: Order): Trade | undefined =>
  trades
    .filter(
      ({ symbol, second }) =>
        symbol === order.symbol && second <= order.second && dateOf(second) === dateOf(order.second),
    )
    .toSorted((a, b) => a.second - b.second || a.seq - b.seq)
    .at(-1)

const besides = ({ side, second }: Order, last: Trade | undefined) =>
  last
    ? {
        market_seq: last.seq,
        market_price: last.price,
        slippage: side === 'buy' ? OFFER - last.price : last.price - OFFER,
        age: second - last.second,
      }
    : { market_seq: null, market_price: null, slippage: null, age: null }

const symbol = fc.constantFrom('FPT', 'VNM', 'NEW')
/** Over three trading dates, often near the bounds of dates and hours, and often twice. */
const second = fc
  .oneof(
    fc.integer({ min: 0, max: 3 * DAY - 1 }),
    fc
      .tuple(fc.integer({ min: 0, max: 3 * 24 - 1 }), fc.integer({ min: -2, max: 2 }))
      .map(([hour, off]) => Math.max(0, 3_600 * hour + off)),
  )
  .map((past) => START + past)

/** Places in the log, which need not follow the time of the venue. */
const placed = (trades: fc.Arbitrary<readonly Omit<Trade, 'seq'>[]>): fc.Arbitrary<readonly Trade[]> =>
  trades.map((all) => all.map((trade, i) => ({ ...trade, seq: i % 2 === 0 ? i : 10_000 - i })))

const few = fc.array(fc.record({ symbol, second, price: fc.integer({ min: 1, max: 1_000 }) }), {
  maxLength: 30,
})

const ordersOf = (seconds: fc.Arbitrary<number>): fc.Arbitrary<readonly Order[]> =>
  fc.array(fc.record({ symbol, side: fc.constantFrom('buy', 'sell'), second: seconds }), {
    minLength: 1,
    maxLength: 12,
  })

const givenBy = (rows: Awaited<ReturnType<typeof asked>>) =>
  rows.map(({ order_id, market_seq, market_price, slippage, age }) => ({
    order_id,
    market_seq,
    market_price,
    slippage,
    age,
  }))

describe('order_slippage', () => {
  test.prop([placed(few), ordersOf(second)], { numRuns: 60 })(
    'gives what looking at every trade gives, of few trades',
    async (trades, orders) => {
      expect(givenBy(await asked(trades, orders))).toEqual(plain(trades, orders))
    },
  )

  // So many that slices are short: most orders find a trade nearby, and after a pause of the market none.
  const busy = fc
    .oneof(fc.integer({ min: 0, max: 600 }), fc.integer({ min: 5_000, max: 5_060 }))
    .map((past) => START + past)
  const many = fc.array(fc.record({ symbol, second: busy, price: fc.integer({ min: 1, max: 1_000 }) }), {
    minLength: 600,
    maxLength: 1_200,
  })
  test.prop([placed(many), ordersOf(busy)], { numRuns: 10 })('and of many', async (trades, orders) => {
    expect(givenBy(await asked(trades, orders))).toEqual(plain(trades, orders))
  })
})
