import { describe, expect, it } from 'vitest'
import { priceOfHundredths } from '../../src/domain/money.ts'
import { instantOf, type IsoDate } from '../../src/domain/time.ts'
import {
  countForeign,
  exceedsRoom,
  type ForeignAccount,
  foreignAccount,
  settleSales,
  takeRoom,
} from '../../src/exchange/foreign-account.ts'
import { shareListing } from '../../src/exchange/share-listing.ts'
import type { OpenOrder } from '../../src/market/matching/order.ts'

const HOUR = 3_600_000

const listing = {
  ...shareListing(1, { symbol: 'FPT', venue: 'HOSE', blueChip: true }, '2026-11-20'),
  foreignLimit: 1_000,
  foreignHeld: 600,
}
const price = priceOfHundredths(2_500_000)
const order = (side: 'buy' | 'sell', quantity: number, foreign = true): OpenOrder => ({
  id: 1,
  side,
  type: 'LO',
  price,
  quantity,
  foreign,
  remaining: quantity,
  entry: 1,
})
const fill = (buyForeign: boolean, sellForeign: boolean) => ({
  price,
  quantity: 100,
  buy: order('buy', 100, buyForeign),
  sell: order('sell', 100, sellForeign),
  aggressor: undefined,
})

describe('the foreign room', () => {
  it('falls when a buy is entered, comes back with what is cancelled, and refuses what it does not hold', () => {
    const account = foreignAccount(listing, '2026-11-17', undefined)
    expect([account.totalRoom, account.currentRoom]).toEqual([1_000, 400])
    expect(takeRoom(account, order('buy', 300), 300)).toBe(true)
    expect(account.currentRoom).toBe(100)
    expect(exceedsRoom(account, order('buy', 200))).toBe(true)
    expect(exceedsRoom(account, order('buy', 100))).toBe(false)
    expect(exceedsRoom(account, order('sell', 200))).toBe(false)
    expect(exceedsRoom(account, order('buy', 200, false))).toBe(false)
    takeRoom(account, order('buy', 300), -300)
    expect(account.currentRoom).toBe(400)
  })

  it('grows by a sale when it is settled, at 13:00 two trading days later', () => {
    const account = (date: IsoDate, before: ForeignAccount | undefined) =>
      foreignAccount(listing, date, before)
    const day0 = account('2026-11-17', undefined)
    countForeign(day0, fill(false, true), 1)
    const day1 = account('2026-11-18', day0)
    expect(settleSales(day1, instantOf('2026-11-18', 15 * HOUR))).toBe(false)
    const day2 = account('2026-11-19', day1)
    expect(settleSales(day2, instantOf('2026-11-19', 13 * HOUR - 1))).toBe(false)
    expect(day2.currentRoom).toBe(400)
    expect(settleSales(day2, instantOf('2026-11-19', 13 * HOUR))).toBe(true)
    expect(day2.currentRoom).toBe(500)
    expect(account('2026-11-20', day2).currentRoom).toBe(500)
    expect(settleSales(day2, instantOf('2026-11-19', 15 * HOUR))).toBe(false)
  })

  it('keeps a sale whose settlement lies beyond the calendar: its last trading day begins all the same', () => {
    const before = foreignAccount(listing, '2027-12-30', undefined)
    countForeign(before, fill(false, true), 1)
    const last = foreignAccount(listing, '2027-12-31', before)
    expect(settleSales(last, instantOf('2027-12-31', 15 * HOUR))).toBe(false)
    expect(last.currentRoom).toBe(400)
  })

  it('is not metered for futures', () => {
    const future = foreignAccount({ ...listing, foreignLimit: undefined }, '2026-11-17', undefined)
    expect(exceedsRoom(future, order('buy', 500))).toBe(false)
    expect(takeRoom(future, order('buy', 500), 500)).toBe(false)
  })
})

describe('foreign totals', () => {
  it('count a side each, in shares and in exact dong', () => {
    const account = foreignAccount(listing, '2026-11-17', undefined)
    expect(countForeign(account, fill(true, false), 1)).toBe(true)
    expect(countForeign(account, fill(true, true), 1)).toBe(true)
    expect(countForeign(account, fill(false, false), 1)).toBe(false)
    expect(account).toMatchObject({
      buyVolume: 200,
      buyValue: 5_000_000,
      sellVolume: 100,
      sellValue: 2_500_000,
    })
  })
})
